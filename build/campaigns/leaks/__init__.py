"""The campaign `leaks`: nothing about a person lies in clear anywhere but in the exports asked for."""
