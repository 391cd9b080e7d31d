"""Tables in PDF pages, with ruled lines and without."""
