"""The mathematics: activations, losses, optimizers and the program of ops, in NumPy alone."""
