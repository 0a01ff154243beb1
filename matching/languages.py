"""Languages by their ISO 639 codes: their names, and the other words and codes that people write for them.

The code is that of ISO 639-1 where there is one, else of 639-3. Mandarin and "Chinese" are both "zh", since a family that asks
for Chinese means either in writing; Cantonese and Toisanese are "yue", Taiwanese "nan", Fuzhounese "cdo", Shanghainese "wuu".
"""

from __future__ import annotations

from collections.abc import Mapping

# Code, codes of three letters (ISO 639-2 and 639-3), English name, the name in the language itself, other words.
_TABLE = """
aa||Afar||Afaraf
ab||Abkhaz||Abkhazian
af||Afrikaans|
ak||Akan||Fante
am|amh|Amharic|አማርኛ
ar|ara|Arabic|العربية|Arab|arabe|Egyptian Arabic
as||Assamese||অসমীয়া
ay||Aymara|
az||Azerbaijani||Azeri
be||Belarusian||Byelorussian
bg||Bulgarian||български
bm||Bambara|
bn|ben|Bengali|বাংলা|Bangla
bo||Tibetan||བོད་སྐད
bs|bos|Bosnian|Bosanski
ca||Catalan||català
ce||Chechen|
ch||Chamorro|
cs||Czech||čeština
cy||Welsh||Cymraeg
da||Danish||Dansk
de|deu ger|German|Deutsch|aleman
dv||Dhivehi||Maldivian
dz||Dzongkha||Bhutanese
ee||Ewe|
el|ell gre|Greek|Ελληνικά
en|eng|English|English|ingles|American English
eo||Esperanto|
es|spa|Spanish|Español|castellano
et||Estonian||Eesti
eu||Basque||Euskara
fa|fas per|Persian|فارسی|Farsi|persa
ff||Fulah||Fula|Fulani|Pulaar|Pular
fi||Finnish||Suomi
fj||Fijian|
fr|fra fre|French|Français|frances
ga||Irish||Irish Gaelic|Gaeilge
gl||Galician||Galego
gn||Guarani|
gu|guj|Gujarati|ગુજરાતી|Gujrati|Gujerati
ha|hau|Hausa|
he|heb|Hebrew||עברית|Ivrit
hi|hin|Hindi|हिन्दी
hr||Croatian||Hrvatski
ht|hat|Haitian Creole|Kreyòl ayisyen|Kreyòl|Haitian|Haitian Kreyol|Creole|French Creole|Haitian-Creole|criollo haitiano|criollo|creol
hu||Hungarian||Magyar
hy|hye arm|Armenian||Հայերեն
id||Indonesian||Bahasa Indonesia
ig|ibo|Igbo||Ibo
is||Icelandic|
it|ita|Italian|Italiano
ja|jpn|Japanese|日本語|japonés
jv||Javanese|
ka||Georgian||ქართული
kk||Kazakh|
km|khm|Khmer|ខ្មែរ|Cambodian|Cambodia
kn|kan|Kannada|
ko|kor|Korean|한국어|coreano
ks||Kashmiri|
ku|kur kmr|Kurdish|Kurdî|Kurmanji|Sorani|kurdo
ky||Kyrgyz|
la||Latin|
lb||Luxembourgish|
lg||Luganda||Ganda
ln|lin|Lingala|Lingála
lo|lao|Lao|ລາວ|Laotian
lt||Lithuanian||Lietuvių
lv||Latvian||Latviešu
mg||Malagasy|
mh||Marshallese||Kajin Majel
mi||Maori|
mk||Macedonian|
ml|mal|Malayalam||മലയാളം
mn|mon|Mongolian||Монгол
mr|mar|Marathi||मराठी
ms||Malay||Bahasa Melayu
mt||Maltese|
my|mya bur|Burmese|မြန်မာဘာသာ|မြန်မာ|Myanmar|birmano
ne|nep|Nepali|नेपाली|Nepalese|nepalés
nl|nld dut|Dutch||Nederlands|Flemish
no||Norwegian||Norsk
nv|nav|Navajo||Diné|Dine bizaad
ny||Chichewa||Nyanja
om|orm|Oromo||Afaan Oromo|Oromiffa|Oromifa
or||Odia||Oriya
pa|pan|Punjabi|ਪੰਜਾਬੀ|Panjabi
pl|pol|Polish|Polski|polaco
ps|pus|Pashto|پښتو|Pushto|Pashtu|pastún
pt|por|Portuguese|Português|Brazilian Portuguese|portugues|Brazilian
qu||Quechua||Kichwa
rn|run|Kirundi|Ikirundi|Rundi
ro|ron rum|Romanian|Română|Moldovan
ru|rus|Russian|Русский|ruso
rw|kin|Kinyarwanda|Ikinyarwanda|Rwandan
sd||Sindhi|
si||Sinhala||සිංහල|Sinhalese
sk||Slovak||Slovenčina
sl||Slovenian||Slovene
sm|smo|Samoan||Gagana Samoa
sn||Shona|
so|som|Somali|Soomaali|Af-Soomaali|Af Soomaali
sq|sqi alb|Albanian|Shqip
sr|srp|Serbian|Српски|Srpski|Serbo-Croatian
st||Sesotho||Sotho
su||Sundanese|
sv||Swedish||Svenska
sw|swa swh|Swahili|Kiswahili|suajili|swajili
ta|tam|Tamil|தமிழ்
te|tel|Telugu|తెలుగు
tg||Tajik|
th|tha|Thai|ไทย
ti|tir|Tigrinya|ትግርኛ|Tigrigna
tk||Turkmen|
tl|tgl fil|Tagalog|Tagalog|Filipino|Pilipino
tn||Tswana||Setswana
to||Tongan|
tr|tur|Turkish|Türkçe
tt||Tatar|
tw||Twi|
ug||Uyghur||Uighur
uk|ukr|Ukrainian|Українська|ucraniano
ur|urd|Urdu|اردو
uz||Uzbek|
vi|vie|Vietnamese|Tiếng Việt|Viet|vietnamita
wo|wol|Wolof|
xh||Xhosa|
yi|yid|Yiddish||ייִדיש
yo|yor|Yoruba|
zh|zho chi cmn|Chinese|中文|Mandarin|普通话|國語|汉语|漢語|Putonghua|Mandarin Chinese|chino|简体中文|繁體中文
zu||Zulu|
ase|asl sgn|American Sign Language|ASL|Sign Language|A.S.L.|Signing|lengua de señas|lenguaje de señas|lengua de señas americana
aii|syr|Assyrian|ܣܘܪܝܬ|Neo-Aramaic
bin||Edo||Bini
cdo||Fuzhounese||Fujianese|Fukienese|Fuzhou|Foochow|Fujinese
ceb||Cebuano||Visayan|Bisaya
chk||Chuukese|
cjm||Cham|
cld||Chaldean|Sureth|Chaldean Neo-Aramaic
cnh||Hakha Chin||Chin|Lai
jam||Jamaican Patois||Patois
din||Dinka|
fon||Fon|
gaa||Ga|
cab||Garifuna|
haw||Hawaiian|
hak||Hakka|
hil||Hiligaynon||Ilonggo
hmn|mww|Hmong|Hmoob|Hmung
ilo||Ilocano||Ilokano
ium||Mien||Iu Mien
ksw|kar|Karen|ကညီကျိာ်|S'gaw Karen
kea||Cape Verdean Creole||Cape Verdean|Cabo Verdean|Kriolu|Crioulo
kjb||Q'anjob'al||Kanjobal|Qanjobal|Q'anjobal
kri||Krio|
mam||Mam|
mnk||Mandinka||Mandingo
men||Mende|
mhi||Madi|
mix||Mixtec||Mixteco|Mixteca
yua||Maya||Mayan
nah||Nahuatl|
nan||Taiwanese||Hokkien|Min Nan|Chaochow|Teochew
nus||Nuer|
pdc||Pennsylvania Dutch|
prs||Dari|دری
quc||K'iche'||Kiche|Quiche
rhg||Rohingya|
rom||Romani|
syl||Sylheti|
tem||Temne|
trc||Triqui||Trique
wuu||Shanghainese||Shanghai
yue||Cantonese|粵語|粤语|廣東話|广东话|Toisanese|Taishanese|Toishanese|Toisan|Chinese Cantonese
acr||Achi|
agu||Awakatek|
bmb||Bembe|
cac||Chuj|
cak||Kaqchikel||Cakchiquel
ctp||Chatino|
eky||Karenni||Kayah
haz||Hazaragi|
ixl||Ixil|
jac||Popti'||Jakaltek|Jacalteco
kac||Kachin||Jinghpaw
kek||Q'eqchi'||Kekchi|Qeqchi
knj||Akatek||Akateko|Acateco
kun||Kunama|
mau||Mazatec||Mazateco
miq||Miskito|
oto||Otomi|
poh||Poqomchi'||Pocomchi
top||Totonac||Totonaco
tsz||Purepecha||Tarasco
tzh||Tzeltal|
tzj||Tz'utujil||Tzutujil
tzo||Tzotzil|
xma||Mushunguli||Kizigua|Zigua
ymm||Maay Maay||Maay|Af-Maay
zom||Zomi||Zou
esu||Yupik|
zap||Zapotec||Zapoteco|Zapoteca
zgh||Berber||Tamazight|Amazigh
"""


def _rows() -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    rows = (line.split("|") for line in _TABLE.strip().splitlines())
    return [(code, three, english, own, tuple(others)) for code, three, english, own, *others in rows]


NAMES: Mapping[str, str] = {code: english for code, _, english, _, _ in _rows()}
"""English names by code, as schools here say them: "Bengali", where Unicode's names have "Bangla"."""

OWN_NAMES: Mapping[str, str] = {code: own for code, _, _, own, _ in _rows() if own}
"""The name in the language itself, of the languages that families here speak."""

WORDS: Mapping[str, tuple[str, ...]] = {
    code: (english, *((own,) if own else ()), *others) for code, _, english, own, others in _rows()
}
"""All names and spellings of a language, the English name first."""

CODES_OF_THREE: Mapping[str, str] = {other: code for code, three, _, _, _ in _rows() for other in three.split()}
"""The codes of three letters, by which rosters and some lists name a language that has another code here."""

# A group of languages that families choose from a form, where a list names the language.
_OF_A_GROUP = {"kar": "ksw", "syr": "aii"}


def base(code: str) -> str:
    """Return the language of a code without its script or country, and of a group of languages the one that is meant.

    >>> base("es-MX"), base("zh_Hans"), base("EN"), base("kar")
    ('es', 'zh', 'en', 'ksw')
    """
    plain = code.replace("_", "-").split("-")[0].casefold()
    return _OF_A_GROUP.get(plain, plain)
