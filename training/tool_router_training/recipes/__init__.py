"""One file a recipe; run them as modules."""
