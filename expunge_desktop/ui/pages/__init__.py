"""The pages of the window, one module each; parts of a page lie beside it."""
