/// What is guessed first: words that stand in every list of passwords that were found out, and rows of keys.
///
/// A password is compared without the digits and signs about it, so one line here stands for many passwords.
enum CommonPasswords {
    static let all = Set(text.split(whereSeparator: \.isWhitespace).map(String.init))

    /// Neighbors in the alphabet, in numbers and on keyboards.
    static let rows = [
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "01234567890123456789012345678901234567890",
        "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn",
        "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "147258369", "159357",
    ]

    private static let text = """
        aaaaaa abcabc abcdef abcdefg abcdefgh access accessgranted adidas admin administrador administrator africa
        african again airforce alejandra alejandro alexander alexandra alexandria alexis alphabet always amanda amazon
        amen america american americana amigo amigos amor amorcito andrew android angel angelo angels anthony anthonys
        antonio anything apollo apple apples appointment april ariel armani army arsenal artist asdf asdfasdf asdfgh
        asdfghjkl ashley assassin assassins asshole assistant athena attorney august aurora austin austinpowers
        australia autumn azerty baby babyboy babygirl badboy badgirl bailey banana barbara barbie barbies barcelona
        bartman baseball basketball bastard batman beach beaches bear bears beatles beautiful beer beerbeer bella
        belle benjamin berlin bestfriend bestfriends bible bienvenido bienvenue bigboy bigdaddy bigdog bigmac bigone
        bilbo billing billionaire biology birthday bitch bitches black blackcat blackjack blessed blessing blue
        blueberry bluebird bluesky bond bonita bonjour boston brandon brasil brazil broncos brother brown bubble
        bubbles buddy budweiser bulls bullshit burgerking business butter buttercup butterfly california callofduty
        camaro camera canada canadian candy cannabis captain carlos cartman cash champion champions chanel changeme
        changemenow changethis charles charlie charts cheese cheeseburger chelsea chemistry cherry chevrolet chevy
        chicago china chinese chiquita chocolate christ christian christmas christopher church ciao cinderella cinema
        cinnamon cisco clave clinic clinics cobra cocacola coffee coffeebean college company computer computers
        contrasena converse cookie cookies corazon corona correcthorse correcthorsebatterystaple corvette costco
        counterstrike cowboy cowboys creative creator crystal cupcake customer cutie cutiepie daddy daisy dancer
        dancing daniel daniela darling darthvader database daughter david dearest debian december default demon demons
        dental dentist desert design designer desktop destiny deutschland devil devils diamond diamonds dickhead
        director disney doctor doctors doggy dollar dollars dolphin dolphins donald dragon dragons dreamer dreaming
        dreams drummer dumbledore eagle eagles easter elizabeth emerald emergency emily eminem emma engineer
        engineering england english espana espresso estrella facebook faith falcon falcons familia family fantasy
        father february fernando ferrari fifteen fire fireball firefighter firefly fireman firewall flame flames
        florida flower flowers football footballer ford forest forests forever forevers foreveryoung fortnite fourteen
        france freedom french friday friend friends friendship frodo frontdesk fucker fucking fuckoff fuckyou gabriel
        gabriela galaxy gamer gaming gandalf gangsta gangster garden gardens garfield gatorade geheim george georgia
        germany ghost ghosts giants ginger god godisgood gold golden golfer golfing gollum goodboy goodbye goodgirl
        goofy google gorgeous grace gracie green greens gryffindor gucci guest guitar guitars hacker hackers hacking
        halflife hallo halloween handsome hannah happiness happy happybirthday harley harleydavidson harrypotter hawk
        hawks health healthcare healthy heather heaven heineken hellfire hello hellokitty hellothere helloworld
        helpdesk hercules hermione hermosa hipaa history hobbit hockey hogwarts hola holiday hollywood home homer
        homersimpson homes homework honda honey honeybun hope hopeful horse horses hospital hotstuff hottie house
        icecream iceman ikea ilovegod ilovejesus iloveme ilovemom ilovemusic iloveyou india indian inferno instagram
        insurance internet iphone ireland irish ironman isabella island islands italia italian jaguar jamesbond
        january japan japanese jasmine java javascript jedi jellybean jennifer jessica jesus jesuschrist jonathan
        jordan jordans joseph joshua joshuas july june jungle jupiter justice justin juventus kawasaki kenny keyboard
        killer killers king kingdom kings kitten kitty kittycat lakers lamborghini laptop laughter lawyer legend
        legends lemon lemons letmein letmeinnow letsgo letsparty letters liberty library lightning lily linux lion
        lions liverpool lkjhgfdsa login logon loki london love lovelove lovely loveme lover lovers loveyou lucky
        macintosh madison madrid maggie magic magical magician mama management manager manchester march margaret maria
        mariana marijuana marina marine marines mariposa marlboro marshmallow martin maserati master masterkey
        mastermind math matrix matthew max maxwell mcdonalds medical medicine medico melissa mercedes mercury merlin
        metallica mexicano mexico michael michelle mickey mickeymouse micorazon microsoft midnight miguel military
        million millionaire minecraft minnie mivida mnbvcxz molly mommy monday money moneymoney monica monkey monkeys
        monster monsters moonlight mother mountain mountains movie movies murder music musical mustang mypass
        mypassword mypasswordis mysql mystery mystical naruto neptune netflix network never newpassword newyork
        nicholas nicole nike ninja ninjas nintendo nirvana nobody nokia nopassword nothing november number numberone
        numbers nurse nurses nursing ocean oceans october odin office officer oldpassword olivia onelove onlyme
        onlyone opendoor opensesame openup oracle orange orangejuice oranges orchid oreo packers panther panthers papa
        paris parola partytime pass passe passme passpass passphrase passwd password passwort patient patients
        patricia patrick patriots peace peaceful peaches peanut peanuts pearl penguin penguins pepper peppers pepsi
        perl pharmacy phoenix photo photos physics piano picture pictures pikachu pink pinky pirate pirates pizza
        planet planets platinum playboy player players playgirl playstation pluto poiuytrewq pokemon police porsche
        potter practice prada prayer precious president prince princesa princesita princess privacy private professor
        public puma pumpkin puppies puppy purple purplerain pussy python qazwsx qazwsxedc queen qweasd qweasdzxc
        qweqwe qwerty qwertyu qwertyui qwertyuiop qwertz raiders rainbow rainbows ranger rangers raven ravens
        reception receptionist records red redbull redred redskins redsox reebok rich richard river rivers robert
        roblox rockandroll rocket rocknroll rockstar rocky root rose roses router ruby russia russian sailing sailor
        samantha samsung samurai santiago sapphire sarah satan saturday saturn school schools science scooby scoobydoo
        scorpion scorpions scotland sebastian secret secretary secrets secure secured security september server
        servers service services sexsex sexy sexyboy sexygirl shadow shadows sheriff shithead signin silver silvers
        simpson simpsons singer sister skittles skywalker slipknot slytherin smile smiley smiling smoke smoking snake
        snickers snoopy snow snowball snowflake snowman snowwhite soccer softball soldier something sophia southpark
        spanish spider spiderman spiders spirit spring stanley starbucks starcraft starlight startrek starwars
        steelers stephanie storm stormy strawberry student students subway sugar summer sunday sunflower sunshine
        superman superuser support surgeon surgery suzuki sweet sweetheart sweetie sweets sysadmin system systems
        target teacher teachers teamo teddy teddybear temp temporary tennis tequiero tequila tesla test tester testing
        texas thepassword therapist therapy thirteen thomas thor thousand thunder thursday tiger tigers tigger
        tinkerbell today tomorrow toyota treasure trustednetwork trustme trustno trustnoone tuesday tulip turtle
        turtles twenty twilight twinkie twitter tyler ubuntu united universe university user users valentina vampire
        vampires veronica versace victor victoria victory vincent violet viper vodka volleyball walmart walter
        warcraft warrior warriors wednesday weed weekend welcome welcomes whatever whatsup whiskey white whitey
        william willkommen windows winner winners winning winter wizard wizards wolf wolfpack wolves wonderwoman
        yamaha yankees yellow yesterday yoda yourpassword youtube zachary zaqwsx zaqxsw zeus zombie zombies zxcvbn
        zxcvbnm
        """
}
