"""The campaign `fuzz`: damaged and hostile input for every reader of the program."""
