"""Where do texts stand on one dimension? Three ways, from most to least told."""
