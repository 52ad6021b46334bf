"""PANELS: from a Summary to a Report of plain values, and from it to terminal, HTML and JSON."""
