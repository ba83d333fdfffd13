"""Foreign headings of courts and offices, by the field they most likely mean; for guesses only."""

_WORDS = {
    "person_id": (
        "personid personkey personno personnumber partyid defendantid defendantno defendantnumber "
        "subjectid offenderid id key xref xrefid xrefno mni mninumber mainnumber clientid"
    ),
    "full_name": (
        "fullname name defendantname defname defendant namefull subjectname lastfirst lastfirstmiddle "
        "defendantfullname nameoffender offendername partyname"
    ),
    "last_name": "lastname last lname lastnm surname familyname namelast",
    "first_name": "firstname first fname firstnm givenname forename namefirst",
    "middle_name": "middlename middle mname middleinitial mi middlenm namemiddle",
    "name_suffix": "namesuffix suffix sfx generation",
    "aliases": "aliases alias aka akas alsoknownas othernames",
    "date_of_birth": "dateofbirth dob birthdate birthday birthdt dobirth datebirth born bday",
    "deceased": "deceased isdeceased dead death deceasedflag deceasedind",
    "sex": "sex gender",
    "race": "race ethnicity racecode raceethnicity racedescription",
    "cii_number": "ciinumber cii ciino ciinum sid stateid stateidnumber sidnumber",
    "county": "county countyname courtcounty convictioncounty countyofconviction cnty",
    "court": "court courthouse courtname courtlocation division courtdivision district judicialdistrict",
    "filing_agency": (
        "filingagency prosecutor prosecutingagency prosecutingoffice filingoffice prosecutoroffice "
        "prosecutingattorney"
    ),
    "court_case_number": (
        "courtcasenumber casenumber caseno case casenum courtcaseno courtcase casenbr casenr docket "
        "docketnumber docketno docketnum courtno courtnumber caseid casenumberfull courtcasenum"
    ),
    "count_number": (
        "countnumber count countno countnum ct ctno cnt countnbr chargenumber chargeno chargeseq "
        "chargesequence sequence seq"
    ),
    "code_section": (
        "codesection section statute charge chargecode violation code offensecode sectioncode "
        "violationcode chargesection chargestatute convictedcharge convictioncharge statutecode "
        "codeandsection offensesection"
    ),
    "offense_text": (
        "offensetext offense chargedescription offensedescription description chargedesc offensedesc "
        "chargetext literal violationdescription offenseliteral statutedescription"
    ),
    "offense_level": (
        "offenselevel level severity degree class chargelevel felmis felonymisdemeanor fm chargetype "
        "offensetype offenseclass chargeclass mf convictionlevel"
    ),
    "offense_date": (
        "offensedate violationdate dateofoffense incidentdate dateofviolation offensedt arrestdate "
        "dateofarrest violdate occurrencedate crimedate"
    ),
    "conviction_date": (
        "convictiondate dispositiondate dispodate dispdate dateofconviction convdate pleadate "
        "convictiondt dispodt sentencedate dateofplea judgmentdate dispositiondt"
    ),
    "disposition": (
        "disposition dispo disp result chargedisposition finding verdict outcome dispositiondescription"
    ),
    "event_date": "eventdate entrydate registrationdate",
    "sentence": "sentence sentencetext sentencedescription sentenceimposed sentencing",
    "sentence_status": "sentencestatus custodystatus",
    "sentence_completed_on": (
        "sentencecompletedon sentencecompleted sentencecompletiondate sentenceenddate releasedate "
        "dateofrelease dischargedate"
    ),
    "probation_granted": "probationgranted probation grantedprobation probationyn",
    "probation_status": "probationstatus probstatus",
    "probation_ended_on": (
        "probationendedon probationend probationenddate probationended probationexpiration "
        "probationexpirationdate probationterminationdate"
    ),
    "cannabis_grams": (
        "cannabisgrams grams marijuanagrams weight weightgrams gramsofmarijuana gramsmarijuana"
    ),
    "concentrate_grams": "concentrategrams gramsconcentrate hashgrams concentratedcannabisgrams",
    "plants": "plants plantcount numberofplants plantsnumber noofplants",
    "facts": "facts factcodes",
    "doj_listed": "dojlisted ondojlist dojlist indojlist",
    "challenged": "challenged challengefiled ischallenged",
    "other_relief": "otherrelief relief priorrelief reliefgranted",
    "other_relief_on": "otherreliefon reliefdate dateofrelief otherreliefdate",
    "address_1": ("address1 address streetaddress street addressline1 mailingaddress addr addr1 homeaddress"),
    "address_2": "address2 addressline2 apt unit addr2 apartment",
    "city": "city addresscity town mailingcity",
    "state": "state addressstate st mailingstate",
    "zip": "zip zipcode postalcode zip5 mailingzip",
    "notes": "notes note comments comment remarks memo",
}
FIELD_OF_SYNONYM = {word: field for field, words in _WORDS.items() for word in words.split()}
