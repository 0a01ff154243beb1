"""Words in street names: kinds, directions and numbers, and names that are also ordinary words.

The word "Wexbury" alone gives its street away; "Park", "Hope" or "Jackson" do so only with the number or the kind of street.
"""

from __future__ import annotations

import re

from importers.places import zips

KINDS = tuple(
    frozenset(words.split())
    for words in (
        "street st str calle", "avenue ave av aven avenida avda", "road rd", "drive dr drv", "lane ln", "court ct crt", "place pl",
        "boulevard blvd boul bulevar", "way wy", "terrace ter terr", "circle cir circ", "highway hwy", "parkway pkwy pky", "square sq",
        "trail trl", "alley aly", "loop", "plaza plz", "crescent cres", "turnpike tpke pike", "crossing xing", "run", "path",
        "row", "walk", "cove cv", "point pt", "ridge rdg", "bend bnd", "heights hts", "hollow holw", "landing lndg", "camino", "paseo",
        "carretera", "callejon", "calzada", "via", "privada", "cerrada", "rue", "freeway fwy", "expressway expy", "route rte rt",
    )
)  # fmt: skip
"""The kinds of streets, each with its spellings, folded."""
_LOOSE = frozenset("run path row walk loop cove cv point pt ridge bend crossing landing heights hollow way via".split())
KIND = frozenset(word for words in KINDS for word in words)
SURE_KIND = KIND - _LOOSE - frozenset({"pl", "st", "dr", "ct"})
"""Kinds that are unambiguous beside a bare number: "2 St Vincent families" does not name 2nd Street."""
LEADING = frozenset(
    "calle avenida avda av camino paseo carretera callejon calzada via privada cerrada rue avenue ave road boulevard".split()
)
"""Kinds that come before the name."""
SHORT = frozenset(
    "st str ave av rd dr ln ct pl blvd ter cir hwy pkwy sq trl aly plz cres n s e w ne nw se sw apt ste rm fl rte rt".split()
)
DIRECTIONS = frozenset(
    "n s e w ne nw se sw north south east west northeast northwest southeast southwest norte sur este oeste".split()
)
CARDINALS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), map(str, range(1, 13)), strict=True)
)
_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS = (("twent", 20), ("thirt", 30), ("fort", 40), ("fift", 50), ("sixt", 60), ("sevent", 70), ("eight", 80), ("ninet", 90))
ORDINALS = (
    {word: number for number, word in enumerate((*_UNITS, *_TEENS), 1)}
    | {f"{ten}ieth": number for ten, number in _TENS}
    | {f"{ten}y {word}": number + unit for ten, number in _TENS for unit, word in enumerate(_UNITS, 1)}
)
"""Ordinals in words, folded, from first to ninety ninth."""
SAME = (
    ("st", "saint", "ste", "sainte"), ("mt", "mount"), ("ft", "fort"), ("dr", "doctor"), ("jr", "junior"), ("sr", "senior"),
    ("gen", "general"), ("pres", "president"), ("rev", "reverend"), ("capt", "captain"), ("col", "colonel"), ("sgt", "sergeant"),
    ("mtn", "mountain"), ("spgs", "springs"), ("spg", "spring"), ("vly", "valley"), ("ctr", "center", "centre"), ("univ", "university"),
    ("hts", "heights"), ("n", "north"), ("s", "south"), ("e", "east"), ("w", "west"),
)  # fmt: skip
"""Words in names with their short forms."""

_ORDINARY = frozenset(
    """
    the of and a an de del la las los el y
    park main church hope court oak maple spring pine cedar elm view lake hill walnut river forest meadow valley chestnut cherry willow birch
    poplar ash beech hickory sycamore magnolia laurel holly dogwood locust spruce fir juniper cypress redwood orchard apple peach plum pear
    lemon orange olive grape berry rose lily daisy violet iris ivy fern clover garden grove wood woods field fields farm prairie ranch range
    ridge rock stone sand clay iron steel coal gold golden silver copper bronze crystal diamond pearl ruby jade amber
    red blue green white black brown gray grey yellow purple pink scarlet indigo
    north south east west northern southern eastern western center central middle upper lower high low old new grand great little long short
    broad wide first second third fourth fifth sixth seventh eighth ninth tenth one two three four five six seven eight nine ten
    school college university academy library market mill mills bridge ferry harbor port bay beach ocean sea shore island creek brook pond
    falls water waters well wells canyon mesa summit mountain mount peak cliff glen dale vale heights hollow bluff point cape
    station depot railroad rail train canal dock ship front back side cross crossing gate garden house home hall manor castle tower fort
    camp club hotel inn union liberty freedom independence justice peace unity harmony victory honor glory grace faith charity mercy joy
    love friend friendship welcome sunshine sun sunny sunset sunrise moon star sky rainbow cloud storm wind winter summer autumn fall spring
    january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday
    sunday day night morning evening noon new year
    state county city town village country federal national american america commerce commercial industrial industry business trade
    front office bank post public private safe safety shelter haven refuge harbor light lantern lamp candle beacon anchor compass
    health hospital medical nurse doctor clinic care family families children child youth senior mother father women men girls boys
    education learning opportunity progress pioneer heritage legacy founders century millennium memorial veterans veteran legion
    fire police chief king queen prince princess duke earl bishop pope saint angel angels cathedral chapel temple mission trinity cross abbey
    washington jefferson lincoln jackson madison monroe adams franklin hamilton grant jay clay clinton cleveland wilson roosevelt kennedy
    johnson nixon carter reagan bush obama truman hoover harrison taylor tyler polk pierce garfield arthur mckinley taft harding coolidge
    eisenhower ford martin luther king jr mlk malcolm rosa parks cesar chavez columbus lafayette webster houston austin dallas
    eagle hawk dove swan robin cardinal falcon raven crane heron fox wolf bear deer elk buffalo beaver otter rabbit horse pony colt lion
    tiger turkey quail pheasant fish salmon trout bee butterfly
    james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew
    joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott
    brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam henry nathan douglas zachary peter
    kyle walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan
    billy bruce albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell elijah louis bobby philip johnny luis
    carlos miguel pedro pablo antonio francisco manuel mario jorge ricardo eduardo fernando rafael diego ana maria rosa carmen
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret betty sandra ashley dorothy kimberly emily
    donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy shirley angela helen anna brenda pamela
    nicole samantha katherine emma ruth christine catherine debra rachel carolyn janet virginia heather diane olivia julie joyce victoria
    kelly christina lauren joan evelyn judith megan cheryl andrea hannah martha jacqueline frances gloria ann teresa kathryn sara janice
    jean alice madison doris abigail julia judy grace denise amber marilyn beverly danielle theresa sophia marie diana brittany natalie
    isabella charlotte rose alexis kayla jasmine pearl hazel ida eleanor florence clara ella lucy stella
    smith williams jones davis miller moore anderson thompson white harris clark lewis robinson walker young allen wright hill green baker
    nelson mitchell campbell roberts carter phillips evans turner parker collins edwards stewart morris murphy cook rogers morgan cooper
    peterson reed bailey bell gomez kelly howard ward cox diaz richardson wood watson brooks bennett gray ruiz hughes price myers foster
    sanders ross long powell sullivan fisher hunter mason marshall porter shaw gordon burns
    sol luna flores flor paz real alto alta bajo baja norte sur este oeste centro iglesia escuela parque libertad esperanza salud casa
    rio monte valle mar playa puente plaza vista bella linda nueva nuevo vieja viejo santo santa san
    broadway highland highlands fairview riverside lakeside lakeview hillside woodland woodlands greenwood sherwood pinewood edgewood
    parkview westside eastside northside southside downtown midtown uptown crossroads quarry windmill carriage wagon stage coach
    music art arts theater museum craft book story reading rest quiet still clear bright happy pleasant best better good open early late
    warren street road avenue lane drive place way terrace trail circle square boulevard parkway over under above below right left
    """.split()
)  # fmt: skip


def ordinary(name: tuple[str, ...]) -> bool:
    """Whether a folded street name alone does not identify a street: ordinary words, first names, a town."""
    telling = [word for word in name if word not in _ORDINARY and len(word) > 3 and not re.search(r"\d", word)]
    return not telling or zips.is_city(" ".join(name))
