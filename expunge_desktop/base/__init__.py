"""What every floor may use: errors, paths, the clock, logging, progress."""
