"""The places a site can be published to, behind one interface."""
