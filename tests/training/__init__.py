"""Training of what is shipped as weights: the encoder, the models of needs and of danger. Run by make, not by pytest."""
