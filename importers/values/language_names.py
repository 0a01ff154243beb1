"""Names of languages, in English and in the languages themselves, and their ISO 639 codes.

ISO 639-1 if it has a code, else 639-3. Mandarin and "Chinese" are both "zh", since a family that asks for Chinese means either
in writing; Cantonese and Toisanese are "yue", Taiwanese "nan", Fuzhounese "cdo", Shanghainese "wuu".
"""

from __future__ import annotations

from importers.values.text import fold

_TABLE = """
aa Afar|Afaraf
ab Abkhaz|Abkhazian
af Afrikaans
ak Akan|Fante
am Amharic|አማርኛ
ar Arabic|العربية|Arab|arabe|Egyptian Arabic
as Assamese|অসমীয়া
ay Aymara
az Azerbaijani|Azeri
be Belarusian|Byelorussian
bg Bulgarian|български
bm Bambara
bn Bengali|Bangla|বাংলা
bo Tibetan|བོད་སྐད
bs Bosnian|Bosanski
ca Catalan|català
ce Chechen
ch Chamorro
cs Czech|čeština
cy Welsh|Cymraeg
da Danish|Dansk
de German|Deutsch|aleman
dv Dhivehi|Maldivian
dz Dzongkha|Bhutanese
ee Ewe
el Greek|Ελληνικά
en English|ingles|American English
eo Esperanto
es Spanish|Español|castellano
et Estonian|Eesti
eu Basque|Euskara
fa Persian|Farsi|فارسی
ff Fulah|Fula|Fulani|Pulaar|Pular
fi Finnish|Suomi
fj Fijian
fr French|Français|frances
ga Irish|Irish Gaelic|Gaeilge
gl Galician|Galego
gn Guarani
gu Gujarati|ગુજરાતી|Gujrati|Gujerati
ha Hausa
he Hebrew|עברית|Ivrit
hi Hindi|हिन्दी
hr Croatian|Hrvatski
ht Haitian Creole|Kreyòl|Kreyòl ayisyen|Haitian|Haitian Kreyol|Creole|French Creole|Haitian-Creole
hu Hungarian|Magyar
hy Armenian|Հայերեն
id Indonesian|Bahasa Indonesia
ig Igbo|Ibo
is Icelandic
it Italian|Italiano
ja Japanese|日本語
jv Javanese
ka Georgian|ქართული
kk Kazakh
km Khmer|ខ្មែរ|Cambodian|Cambodia
kn Kannada
ko Korean|한국어
ks Kashmiri
ku Kurdish|Kurmanji|Sorani|Kurdî
ky Kyrgyz
la Latin
lb Luxembourgish
lg Luganda|Ganda
ln Lingala
lo Lao|Laotian|ລາວ
lt Lithuanian|Lietuvių
lv Latvian|Latviešu
mg Malagasy
mh Marshallese|Kajin Majel
mi Maori
mk Macedonian
ml Malayalam|മലയാളം
mn Mongolian|Монгол
mr Marathi|मराठी
ms Malay|Bahasa Melayu
mt Maltese
my Burmese|မြန်မာ|Myanmar
ne Nepali|नेपाली|Nepalese
nl Dutch|Nederlands|Flemish
no Norwegian|Norsk
nv Navajo|Diné|Dine bizaad
ny Chichewa|Nyanja
om Oromo|Afaan Oromo|Oromiffa|Oromifa
or Odia|Oriya
pa Punjabi|ਪੰਜਾਬੀ|Panjabi
pl Polish|Polski
ps Pashto|پښتو|Pushto|Pashtu
pt Portuguese|Português|Brazilian Portuguese|portugues|Brazilian
qu Quechua|Kichwa
rn Kirundi|Rundi
ro Romanian|Română|Moldovan
ru Russian|Русский|ruso
rw Kinyarwanda|Rwandan
sd Sindhi
si Sinhala|සිංහල|Sinhalese
sk Slovak|Slovenčina
sl Slovenian|Slovene
sm Samoan|Gagana Samoa
sn Shona
so Somali|Soomaali|Af-Soomaali|Af Soomaali
sq Albanian|Shqip
sr Serbian|Srpski|Serbo-Croatian
st Sesotho|Sotho
su Sundanese
sv Swedish|Svenska
sw Swahili|Kiswahili
ta Tamil|தமிழ்
te Telugu|తెలుగు
tg Tajik
th Thai|ไทย
ti Tigrinya|ትግርኛ|Tigrigna
tk Turkmen
tl Tagalog|Filipino|Pilipino
tn Tswana|Setswana
to Tongan
tr Turkish|Türkçe
tt Tatar
tw Twi
ug Uyghur|Uighur
uk Ukrainian|Українська
ur Urdu|اردو
uz Uzbek
vi Vietnamese|Tiếng Việt|Viet
wo Wolof
xh Xhosa
yi Yiddish|ייִדיש
yo Yoruba
zh Chinese|中文|Mandarin|普通话|國語|汉语|漢語|Putonghua|Mandarin Chinese|chino|简体中文|繁體中文
zu Zulu
ase American Sign Language|ASL|Sign Language|A.S.L.|Signing
aii Assyrian|Neo-Aramaic
bin Edo|Bini
cdo Fuzhounese|Fujianese|Fukienese|Fuzhou|Foochow|Fujinese
ceb Cebuano|Visayan|Bisaya
chk Chuukese
cjm Cham
cld Chaldean
cnh Hakha Chin|Chin|Lai
jam Jamaican Patois|Patois
din Dinka
fon Fon
gaa Ga
cab Garifuna
haw Hawaiian
hak Hakka
hil Hiligaynon|Ilonggo
hmn Hmong|Hmoob
ilo Ilocano|Ilokano
ium Mien|Iu Mien
ksw Karen|S'gaw Karen
kea Cape Verdean Creole|Cape Verdean|Cabo Verdean|Kriolu|Crioulo
kjb Q'anjob'al|Kanjobal
kri Krio
mam Mam
mnk Mandinka|Mandingo
men Mende
mhi Madi
mix Mixtec|Mixteco
yua Maya|Mayan
nah Nahuatl
nan Taiwanese|Hokkien|Min Nan|Chaochow|Teochew
nus Nuer
pdc Pennsylvania Dutch
prs Dari
quc K'iche'|Kiche|Quiche
rhg Rohingya
rom Romani
syl Sylheti
tem Temne
trc Triqui
wuu Shanghainese|Shanghai
yue Cantonese|粵語|粤语|廣東話|广东话|Toisanese|Taishanese|Toishanese|Toisan|Chinese Cantonese
esu Yupik
zap Zapotec|Zapoteco
zgh Berber|Tamazight|Amazigh
"""
MISTAKEN = {"hindu": "hi", "indian": "hi", "mexican": "es", "ethiopian": "am", "eritrean": "ti", "iranian": "fa", "afghan": "prs",
             "pakistani": "ur", "bangladeshi": "bn", "bosnia": "bs", "russia": "ru", "vietnam": "vi"}  # fmt: skip
"""Words that are not languages but were surely meant as one; the reading says so."""

_OF_THREE = (
    "eng:en spa:es fra:fr fre:fr deu:de ger:de zho:zh chi:zh cmn:zh ara:ar por:pt rus:ru vie:vi kor:ko jpn:ja hin:hi urd:ur ben:bn "
    "hat:ht som:so amh:am tir:ti orm:om swa:sw tgl:tl fil:tl pol:pl ukr:uk ita:it heb:he fas:fa per:fa pus:ps nep:ne mya:my bur:my "
    "khm:km lao:lo tha:th tel:te tam:ta guj:gu pan:pa mar:mr mal:ml kan:kn tur:tr ell:el gre:el ron:ro rum:ro sqi:sq alb:sq hye:hy "
    "arm:hy yid:yi yor:yo ibo:ig hau:ha wol:wo kin:rw run:rn lin:ln mon:mn nav:nv smo:sm nld:nl dut:nl asl:ase"
)
CODES_OF_THREE = dict(pair.split(":") for pair in _OF_THREE.split())
"""Three-letter codes (ISO 639-2 and 639-3) of languages that have a two-letter code."""


NAMES: dict[str, str] = {}
"""English names by code."""
CODE_OF: dict[str, str] = {}
"""Codes by folded name."""
for _line in _TABLE.strip().splitlines():
    _code, _words = _line.split(" ", 1)
    NAMES.setdefault(_code, _words.split("|")[0])
    for _word in _words.split("|"):
        CODE_OF.setdefault(fold(_word), _code)
