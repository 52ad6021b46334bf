"""What a run writes, and where: the report and the labelled entries, as files and streams."""
