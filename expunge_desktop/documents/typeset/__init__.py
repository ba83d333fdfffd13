"""Setting text on court paper: faces, the numbered grid, blocks, tables, wording with named fields."""
