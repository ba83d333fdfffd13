"""Values of a delivery and facts of a person made unknown, one at a time: nobody gains by it."""
