"""What finding is worth: graded questions on real lists, asked of the product and of plain ways to find. No test of behavior is here."""
