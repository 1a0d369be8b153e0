"""Files by Word: .docx, .docm, .dotx. What Word shows in its final view, once each; the rest is set aside and told."""
