/// Words that entries are made of, for `EntryPacking`; what comes most often stands last.
///
/// Frozen: an entry that was packed with it is read with it. A new one gets a new number.
enum EntryDictionary {
    static let bytes = Array(text.utf8)

    private static let text = """
        "signed":"expires":"states-revocation":true,"states-conditions":true,"states-redisclosure":true,"states-payment":true,\
        "names-us":true,"receiver":"filled-in":true,"written-plainly":true,"issuer":"valid":true,"directed-to-us":true,\
        "agreed":"ended":"revoked":"kept-from":"kept-from-kinds":["full-payment":true,"only-disclosure":true,\
        {"name":"zone":"America/Chicago","America/New_York","America/Los_Angeles","America/Denver","state":"IL",\
        {"rulebook":"documents":["hospital"],{"identifiers":["MRN-"names":["birth":"19"facts":{"firstContact":"20\
        {"document":{"type":"restriction","type":"authorization","type":"revocation","type":"associate-agreement",\
        "evidence":"scan","by phone","by":"Front Desk"{"directive":"set":{"revoked":"20"why":"patient asked"\
        "psychotherapy-notes","substance-use","mental-health","hiv","genetic","sti","reproductive","minor-service",\
        "lab-result","record","billing-record","appointment","medication","imaging","directory-information","notes",\
        "name","address","birth-date","phone","diagnosis","dates-of-service","insurance","department","treating-physician",\
        "public-health-authority","health-oversight-agency","coroner","court","attorney","police","law-enforcement-official",\
        "health-plan","family-member","employer","researcher","business-associate","workforce","individual",\
        "public-health","oversight","judicial-proceeding","law-enforcement","research","fundraising","marketing",\
        "health-care-operations","operations","payment","own-request","access-request","emergency-care",\
        "judged","best-interest","patient-wish":"agrees","emergency":true,"value":true,"when":"why":"\
        "channel":{"kind":"mail","kind":"fax","kind":"phone","kind":"portal","kind":"text","kind":"email","address":"\
        within 30 days of receipt","tell-individual within 60 days of release","task","due":"20,"words":"basis":"spoken",\
        "basis":"faxed","happened":"impermissible"exempt individual","exempt authorization","suspendable","not-ours",\
        "undetermined","refused","required","undecided":["stops":["P2-13","522a1iii"],"conflict":true,"inPart":true,\
        "remarks":["federal law only"],"labeledIfAny":true,"given":{"from":"20"held":{"from":"20-01-01","to":"20-12-31"},\
        "lifted":["within":["scope"],"document":"d"compelled":true,"atMost":["minimum-necessary before","account-for with",\
        "rule":"512b1i","512f1iiA","512e1i","508","502a2i","524a1","510b","506c1","506c3","506c4","514f1",\
        "citation":"45 CFR 164.512(a)","45 CFR 164.502(a)(1)(i)","45 CFR 164.508(a)","45 CFR 164.506(c)(1)","because":[{"rule":"\
        {"what":"disclose","at":"2026-11-21T15:00:00Z","to":{"id":"kinds":["provider"],"address":"},"for":["treatment"],\
        "sent":[{"group":0,"elements":"all"}],"because":[{"rule":"506c2","citation":"45 CFR 164.506(c)(2)"}]}\
        {"request":{"at":"2026-11-21T15:00:00Z","act":"disclose","actor":{"id":"P","kinds":["covered-provider"]},\
        "recipient":{"id":"kinds":["provider"],"address":"},"purposes":["treatment"],"groups":[{"item":"record",\
        "labels":[],"elements":["all"],"service":"general-care","place":"IL","source":"made-here","part2":false,\
        "paidInFull":false,"madeByUs":true}],"answers":{"people":[1],"state":[2,1],"rules":"\
        ","decisions":[{"person":1,"decision":{"outcome":"permitted","parts":[{"group":0,"outcome":"permitted",\
        "grounds":[{"rule":"506c2","duties":["verify before"],"accounting":"exempt tpo","confidence":"t","promises":["hospital:\
        "]}],"duties":["verify before"],"accounting":"exempt tpo"}]},"relied":["506c2"]}],"sent":[{"group":0,"elements":"all"}],\
        "confirmed":{"verify":"Front Desk"},"by":"Front Desk","key":"
        """
}
