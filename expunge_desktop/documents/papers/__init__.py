"""The papers of a filing, one module per document, and the catalog of them."""
