"""Files by LibreOffice and others in the OpenDocument format, texts and sheets, to blocks."""
