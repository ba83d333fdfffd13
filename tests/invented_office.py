"""An invented office of Los Angeles county, as its office file tells of it: for workspaces of tests."""

OFFICE = """
[office]
kind = "district_attorney"
name = "Office of the District Attorney, County of Los Angeles"
county = "LOS ANGELES"
head = "Alexandra Example"
head_title = "District Attorney"
[attorney]
name = "Jordan Sample"
title = "Deputy District Attorney"
bar_number = "123456"
address = ["211 West Temple Street, Suite 1200", "Los Angeles, CA 90012"]
telephone = "(213) 555-0100"
email = "jsample@da.example"
[court]
name = "Superior Court of the State of California"
county = "County of Los Angeles"
courthouse = "Clara Shortridge Foltz Criminal Justice Center"
department = "100"
judge = "Hon. Presiding Judge"
hearing = "none"
[public_defender]
name = "Los Angeles County Public Defender"
address = ["210 West Temple Street, 19th Floor", "Los Angeles, CA 90012"]
telephone = "(213) 555-0199"
[service]
server_name = "Sam Clerk"
server_address = ["211 West Temple Street", "Los Angeles, CA 90012"]
"""
