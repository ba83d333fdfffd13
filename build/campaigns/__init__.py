"""Long trials outside the test run; the tests take a small sample of each.

`kill`: kill -9 of import, assess and decide at random moments (kill.py).

`law`: every combination of section, level, age, quantity, prior, timing and route (law_combinations.py).

`columns`: every column of a delivery blank, partial, impossible or padded, and every fact of a person taken
away (columns/): nobody gains by it unless the law presumes so.

`mutants`: small mistakes planted in rules and domain, each of which a test must notice (mutants/).
"""
