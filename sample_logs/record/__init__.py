"""Records the sample logs from real servers and browsers on loopback.

Nothing in here imports the analyzer: the expected figures are what this driver sent and saw.
"""
