/// Short forms of given names in English; the first of each line is the name in full.
enum Nicknames {
    private static let lines = [
        "robert rob bob bobby robbie", "william will bill billy willie liam", "richard rick dick rich ricky",
        "james jim jimmy jamie", "john johnny jack jon", "joseph joe joey", "thomas tom tommy",
        "michael mike mick mickey",
        "charles charlie chuck chas", "david dave davey", "daniel dan danny", "edward ed eddie ted ned", "anthony tony",
        "christopher chris kit", "matthew matt", "andrew andy drew", "steven steve stephen", "kenneth ken kenny",
        "ronald ron ronnie", "donald don donnie", "gregory greg", "lawrence larry", "gerald gerry jerry", "samuel sam",
        "benjamin ben", "nicholas nick", "alexander alex sandy", "patrick pat paddy", "peter pete", "timothy tim",
        "elizabeth liz beth betty eliza libby", "margaret maggie meg peggy marge", "katherine kathy kate katie kay",
        "catherine cathy cate", "patricia pat patty trish", "jennifer jen jenny", "barbara barb", "susan sue susie",
        "deborah deb debbie", "rebecca becky", "victoria vicky tori", "christine chris tina christina",
        "jacqueline jackie", "judith judy", "dorothy dot dolly", "theresa terry tess", "sandra sandy", "pamela pam",
        "kimberly kim", "abigail abby", "francisco paco pancho", "jose pepe", "guadalupe lupe", "ignacio nacho",
    ]

    /// Of each short form, the names in full.
    static let inFull: [String: [String]] = {
        var inFull: [String: [String]] = [:]
        for line in lines {
            let names = line.split(separator: " ").map(String.init)
            for short in names.dropFirst() { inFull[short, default: []].append(names[0]) }
        }
        return inFull
    }()
}
