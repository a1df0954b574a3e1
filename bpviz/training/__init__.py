"""Training: experiments, the trainer that runs their programs, and the record of a run."""
