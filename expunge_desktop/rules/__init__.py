"""Facts, law and policy to findings with reasons; pure."""
