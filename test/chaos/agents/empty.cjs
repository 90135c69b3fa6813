// Stands in the place of a preload that does nothing.
