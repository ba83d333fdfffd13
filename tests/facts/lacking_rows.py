"""Invented rows that lack what a document would show."""

from datetime import date

AS_OF = date(2026, 9, 1)
HEADER = (
    "person_id,last_name,first_name,date_of_birth,county,court_case_number,count_number,code_section,"
    "offense_level,offense_date,conviction_date,disposition,plants\n"
)
# Sky's conviction has no date, Robin's prior neither; Lee's plants cannot be read.
ROWS = (
    "P1,OAKLEY,ROBIN,1960-05-05,LOS ANGELES,GA10001,1,11359 HS,F,1999-01-01,1999-06-01,CONVICTED,\n"
    "P1,OAKLEY,ROBIN,1960-05-05,LOS ANGELES,BA20002,1,187 PC,F,,,CONVICTED,\n"
    "P2,MARLOW,SKY,1970-05-05,LOS ANGELES,GA10002,1,11357(b) HS,M,2003-01-01,,CONVICTED,\n"
    "P2,MARLOW,SKY,1970-05-05,LOS ANGELES,GA10012,1,11357(b) HS,M,2001-01-01,2001-02-02,CONVICTED,\n"
    "P3,FENWICK,LEE,,LOS ANGELES,GA10003,1,11358 HS,F,1999-01-01,1999-05-05,CONVICTED,many\n"
)
