"""Queries behind the list of convictions and one conviction's page. Nothing here changes anything."""
