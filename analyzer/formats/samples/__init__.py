"""The proof of each line format: lines as servers wrote them, and what a reader sees in them."""
