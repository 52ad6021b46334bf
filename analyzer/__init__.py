"""statscan as a library: read web traffic, label what each response meant, summarise, report."""

__version__ = "0.1.0"
