"""Sheets, by Excel, LibreOffice or as plain text, to tables whose columns are told apart."""
