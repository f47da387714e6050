"""Models of the panels' lists, tables and trees: rows and their order, no painting, no writing."""
