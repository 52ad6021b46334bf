"""FORMATS: one value for each format of traffic, and the detection that chooses among them."""
