"""Names of columns in lists, in English and Spanish: phrases for each target, the plainest first.

`@0.8` after a phrase is its certainty; without it, 1. "target:option" passes the reader its option.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from importers.fields import Target

PHRASES: Mapping[str, str] = {
    "name": "name | nombre | public name | resource name | resource | listing | listing name | display name | title@0.6 | nombre del recurso"
    " | facility name@0.9 | clinic name@0.9 | center name@0.9 | business name@0.9 | organization or program | agency or program name"
    " | organization program name | agency program | program agency@0.9 | organization service | program organization@0.9"
    " | recurso | centro | facility@0.7 | name of resource | practice | practice name | clinician | therapist | doctor@0.8 | practice clinician"
    " | library | library name | pantry | food pantry | shelter | clinic@0.9 | health center@0.9 | school based health center | child care center@0.8",
    Target.ORGANIZATION_NAME: "organization | organization name | agency | agency name | provider | provider name | org | parent agency"
    " | parent organization | name of organization | name of agency | sponsor | sponsoring organization | sponsor organization | operator"
    " | operated by | run by | lead agency | community partner | partner | partner organization | partner name | vendor | vendor name"
    " | contractor | nonprofit | nonprofit name | nonprofit organization | community based organization | cbo | grantee | institution"
    " | company | company name | legal name@0.9 | organizacion | agencia | entidad | proveedor | institucion | nombre de la organizacion"
    " | nombre de la agencia | nombre del proveedor | organismo | name 1@0.9 | provider agency | service provider | hosted by"
    " | offered by | who runs it | program provider | sponsoring agency | organisation | organisation name | parent name@0.9"
    " | operator name | grantee name | sponsor name@0.85 | sponsoring organization name",
    Target.SERVICE_NAME: "service name | program name | program | service@0.9 | name of program | name of service | program title | service title"
    " | activity | activity name | class | class name | course | course name | camp | camp name | club | club name | offering | opportunity"
    " | programa | nombre del programa | servicio@0.9 | nombre del servicio | actividad | name 2@0.9 | program service | program offered"
    " | project name@0.8 | program site name@0.6 | event name@0.8 | opportunity title | taller | curso",
    Target.PROGRAM_NAME: "program@0.75 | program name@0.75 | initiative@0.8 | program group@0.8 | parent program | funding program@0.6"
    " | programa@0.7 | nombre del programa@0.7",
    Target.LOCATION_NAME: "site | site name | location name | program site | program location@0.9 | facility | facility name@0.95 | place"
    " | place name | building name | venue | venue name | school | school name | host site | host school | campus | branch | branch name"
    " | park name | center | location@0.75 | where@0.7 | sitio | sede | lugar | escuela | nombre del lugar | school site | site location"
    " | clinic location | location site name | location site | ubicacion@0.6 | where is it@0.7 | where is it held@0.8 | meeting place | campus name | clinic location name",
    Target.SERVICE_SCHOOL: "school served | students of | for students at | for students of | serves students at | school only | partner school@0.8"
    " | escuela atendida",
    Target.ORGANIZATION_ALTERNATE_NAME: "dba name | alternate organization name | agency aka | organization aka | dba | doing business as | acronym"
    " | official name@0.8 | organization alternate name | formerly",
    Target.SERVICE_ALTERNATE_NAME: "alternate name | also known as | aka | other name | alias | former name | alternate program name"
    " | alternate service name | otro nombre | program aka | other names",
    Target.IDENTIFIER: "identifier | id | record id | record number | unique id | uid | object id | resource agency number | resource number"
    " | resource id | listing id | program id | program number | service id | site id@0.8 | row id | key | external id | number@0.7"
    " | facility id@0.8 | camis@0.8 | site number@0.8 | fid@0.7",
    "street.number": "street number | house number | building number@0.7 | address number | st number",
    "street.before": "street direction | street pre direction | street prefix | pre direction | direction@0.6 | predir",
    "street.name": "street name | st name",
    "street.type": "street type | street suffix | suffix@0.5 | st type | street suffix type | suffix type",
    "street.after": "street post direction | post direction | street suffix direction | suffix direction | postdir",
    "kind": "kind | record type | taxonomy level name | level | row type | listing type | entity type | resource type@0.8 | type@0.6 | tipo@0.6"
    " | record level",
    "parent.id": "parent agency number | parent id | parent number | agency id | agency number | organization id | provider id | parent agency id"
    " | organization number | parent record id | organization code | organization key | agency code | agency key | sponsor id | grantee id"
    " | operator id | vendor id | partner id | id organizacion | id agencia | id proveedor | numero agencia | clave agencia",
    Target.SERVICE_DESCRIPTION: "description | program description | service description | about | summary | detail | program detail"
    " | about the program | overview | what they do | what do they do | what do they offer | what is it | what it is | what they offer"
    " | service offered | service provided | services@0.8 | services available | narrative | purpose@0.8 | activities@0.8 | focus@0.7"
    " | information@0.7 | additional information@0.7 | general information@0.8 | note@0.6 | comment@0.55 | remark@0.55 | descripcion"
    " | descripcion del servicio | descripcion del programa | servicios@0.8 | servicios que ofrece | que ofrecen | que hacen | resumen"
    " | detalle | nota@0.6 | comentario@0.5 | informacion@0.7 | observaciones@0.5 | program summary | short description | long description"
    " | agency description@0.8 | short desc | what you get | support provided | type of support provided@0.7 | programs and services",
    Target.ORGANIZATION_DESCRIPTION: "organization description | agency description | about the organization | about the agency | mission"
    " | mission statement | about us | mision | organization background",
    Target.SERVICE_ELIGIBILITY_DESCRIPTION: "eligibility | eligibility requirement | eligibility criteria | who is eligible | who can apply"
    " | who may apply | who qualifies | who can participate | who can come | requirement@0.8 | population served | population@0.9"
    " | target population | who do they serve | who they serve | who is it for | who we serve | who is served | client served | audience"
    " | target audience | criteria@0.9 | restriction@0.8 | participant@0.7 | students served | group served | serving | serves"
    " | elegibilidad | requisito@0.9 | requisitos de elegibilidad | a quien sirve | a quienes sirven | quien puede participar"
    " | para quien | poblacion | poblacion atendida | who | qualification@0.8 | special population@0.8 | youth served | intended audience"
    " | population focus | eligible population | clientele | clients served | gender served | sex served | who can be seen | population type@0.8",
    "ages": "age | age group | age range | age served | grade | grade level | grade served | grade range | age or grade | age grade"
    " | grade level age group | age level | youth age | for age | age requirement | eligible age | age eligibility | age of participant"
    " | participant age | grade or age | age and grade | student age | which grade | what age | edad | edades | grado | grados"
    " | grupo de edad | rango de edad | edades atendidas | edad o grado | nivel escolar | grade band | school level | child age"
    " | age limit | edades que atiende | ages accepted | grade age | client age | licensed to serve age | age licensed | license age"
    "| licensed age | care level@0.9 | age of care | age taken | age or grade level | population age | age group served | level@0.55 | grade span | grade configuration",
    Target.SERVICE_MINIMUM_AGE: "minimum age | age minimum | youngest age | age from | from age | lowest age | starting age | start age | age low"
    " | age lower | lower age | edad minima | edad desde | min age of participant | age range minimum | age start | age begin",
    Target.SERVICE_MAXIMUM_AGE: "maximum age | age maximum | oldest age | highest age | ending age | end age | age high | age upper"
    " | upper age | edad maxima | edad hasta | age range maximum | age end",
    "minimum_grade": "minimum grade | grade minimum | lowest grade | grade from | from grade | starting grade | grade low | grado minimo"
    " | start grade | grade start | grade level start | low grade",
    "maximum_grade": "maximum grade | grade maximum | highest grade | ending grade | grade high | grado maximo"
    " | end grade | grade end | grade level end | high grade",
    Target.COSTS: "payment | payment accepted | accepted payment | payment option | payment type | payment method | insurance"
    " | insurance accepted | accepted insurance | insurance type | payer | insurance plan | insurance taken | seguro | seguros aceptados"
    " | formas de pago | pago | health insurance | medical insurance accepted | payment and insurance | form of payment accepted",
    Target.SERVICE_FEES_DESCRIPTION: "fee | cost | price | fee structure | fee structure source | program fee | program cost | cost to participate"
    " | cost to family | how much | how much does it cost | is it free | free or paid | tuition | rate@0.7 | pricing | fee description"
    " | costo | precio | tarifa | cuota | cuanto cuesta | payment information@0.8 | financial information@0.7 | cost information | fees and payment"
    " | application fee@0.6 | charge | cost per week | weekly fee | free | cost per hour | hourly rate | resident fee | fee range",
    Target.LANGUAGES: "language | language spoken | language offered | spoken language | language service | language available"
    " | language capacity | staff language | idioma | lengua | idiomas que hablan | idiomas disponibles | lenguaje | language supported"
    " | bilingual | translation@0.95 | translation service@0.95 | translation available@0.95 | translation language | traduccion@0.95 | other language@0.8 | language other than english@0.9 | bilingue | language access@0.7 | language of instruction",
    Target.SERVICE_INTERPRETATION_SERVICES: "interpretation | interpretation service | interpreter | interpreter available | translation"
    " | translation service | translation available | translator | translator available | traduccion | traductor | interprete | interpretacion",
    Target.SERVICE_APPLICATION_PROCESS: "application process | how to apply | apply | application | intake | intake process | intake procedure"
    " | how to sign up | sign up | registration | registration process | how to register | how to enroll | enrollment | enrollment process"
    " | referral process | how to refer | referral procedure | how to access | how to get help | how to access service | access@0.7"
    " | procedure | registration information | como aplicar | como inscribirse | inscripcion | como solicitar | proceso de solicitud"
    " | como registrarse | registro@0.8 | next step | referral information | how to get started | how to join | referral"
    " | appointment required | by appointment only",
    Target.REQUIRED_DOCUMENTS: "required document | document required | document | documentation | documentation required | what to bring"
    " | bring | paperwork | needed document | documento | documentos requeridos | documentos necesarios | que traer | papeles"
    " | documents needed",
    Target.SERVICE_WAIT_TIME: "wait time | wait | waitlist | waiting list | waiting period | wait list | lista de espera | tiempo de espera",
    Target.CAPACITY_AVAILABLE: "opening | available slot | slot available | vacancy | open seat | bed available | available bed | space available | open slot | spot available"
    " | available space | available seat | cupos disponibles | current opening | current availability",
    Target.CAPACITY_UPDATED: "openings updated | openings as of | openings last updated | capacity updated | capacity as of | availability updated | availability as of"
    " | vacancies updated | vacancies as of | waitlist updated | waitlist as of | wait time updated | wait time as of | cupos actualizados | fecha de cupos",
    Target.CAPACITY_MAXIMUM: "capacity | service capacity | slot | maximum capacity | seat | number of slot | enrollment capacity | total capacity"
    " | capacidad | cupo | bed | number of bed | bed count | total bed | licensed capacity | program capacity | total slots",
    Target.SERVICE_AREAS: "service area | area served | coverage area | coverage | geographic area | geographic area served | county served"
    " | catchment | catchment area | region served | neighborhood served | zip code served | area of service | area covered | ward served"
    " | community served | borough served | city served | area de servicio | zona de servicio | areas atendidas | geography"
    " | geographic coverage | coverage area text | residency@0.7 | area | where do they serve | district served",
    Target.SERVICE_STATUS: "status | status description@0.95 | site status | facility status | license status@0.8 | program status | agency status | record status | service status | active | is active | active inactive"
    " | temporarily closed@0.9 | permanently closed@0.9 | closed@0.85 | current status | estatus | estado@0.7 | operating status | open closed | activo | listing status | operational status | estado del registro | estatus del registro | estado del programa | estado del servicio",
    Target.SERVICE_DO_NOT_REFER: "do not refer | no referral | hold referral",
    "referable": "available for referral | accepting referral | accepts referral | ok to refer | refer",
    "accepting": "accepting new client | accepting new patient | accepting client | taking new client | taking new patient | accepting new student"
    " | accepting new referral | accepting patient | new client accepted | new patient accepted",
    Target.SERVICE_CONFIDENTIAL: "confidential | confidential address | address confidential | is confidential | address is confidential"
    " | confidential location | confidencial",
    Target.SERVICE_ASSURED_DATE: "last verified | last verified on | verified on | date verified | last assured | assured date | last confirmed"
    " | verification date | verified date | last reviewed | reviewed on | date reviewed | last checked | last updated@0.9 | updated on@0.9"
    " | date updated@0.9 | updated at@0.9 | updated@0.85 | last update@0.9 | last modified@0.85 | modified on@0.8 | as of@0.8"
    " | date of last update@0.9 | ultima actualizacion@0.9 | fecha de actualizacion@0.9 | fecha de verificacion | actualizado@0.85"
    " | timestamp@0.6 | verified@0.9 | modified date@0.8 | info current as of",
    Target.SERVICE_ALERT: "alert | temporary message | announcement | notice@0.8 | current notice | aviso | special notice | covid note@0.8",
    Target.SERVICE_ACCREDITATIONS: "accreditation | license accreditation@0.8 | acreditacion",
    Target.SERVICE_LICENSES: "license | licensing | license number | licencia | license type@0.8",
    Target.NEEDS: "need terms",
    Target.CATEGORIES: "category | strategy@0.8 | program@0.55 | component@0.6 | program type | service type | type of service | type of program | type of resource | service category"
    " | program category | resource type | resource category | subcategory | sub category | type | subject | topic | taxonomy"
    " | taxonomy term | taxonomy terms | airs term | airs taxonomy | focus area | area of focus | area of need | need addressed | need | need area | domain@0.9 | theme"
    " | classification | sector@0.8 | issue area | issue | program area | area of interest | categoria | tipo | tipo de servicio"
    " | tipo de programa | tipo de recurso | tema | necesidad | service@0.75 | primary category | primary service | facility type"
    " | organization type@0.8 | agency type@0.8 | type of help | kind of help | program focus | type of activity | type of support"
    " | service provided@0.75 | services offered@0.75 | support type | interest | service group | activity type | tipo de ayuda"
    " | subtype | program elements@0.6 | type of organization@0.7 | category name | services@0.8 | servicios@0.7 | specialty | specialties"
    " | what kind of help | kind | program model@0.9 | program option@0.8 | service model@0.8 | model@0.6 | modelo de programa@0.8 | modelo@0.6 | help with | can help with | offers",
    Target.KEYWORDS: "keyword | tag | search term | search word | palabra clave | etiqueta | term@0.7 | search keywords",
    Target.MODES: "mode | delivery | delivery method | service delivery | modality | in person or virtual | in person virtual | virtual in person"
    " | format | program format | how is it offered | modalidad | formato | delivery mode | service mode | service format | online or in person"
    " | setting@0.6 | service setting@0.6 | how it is offered | place of service | place of instruction@0.9 | where tutoring takes place",
    Target.PHONES: "phone | phone number | telephone | telephone number | contact number | main phone | main number | office phone | call"
    " | contact phone | phone contact | intake phone | primary phone | number to call | business line | phone number business line"
    " | telefono | numero de telefono | telefono de contacto | agency phone | program phone | site phone | phone main"
    " | work phone | office number | referral phone@0.9 | intake number | general phone | llamar | phone no | intake line"
    " | facility phone | who to call | contact telephone | intake@0.85",
    f"{Target.PHONES}:fax": "fax | fax number | phone fax | facsimile",
    f"{Target.PHONES}:tty": "tty | tdd | tty tdd | phone tty | tty number | tty phone",
    f"{Target.PHONES}:text": "text | text number | text line | sms | text message number | mensaje de texto",
    f"{Target.PHONES}:cell": "cell | cell phone | mobile | mobile phone | cell number | celular",
    f"{Target.PHONES}:hotline": "hotline | crisis line | crisis phone | phone number hotline | helpline | crisis number | hotline number | 24 hour line"
    " | linea de crisis | crisis hotline | emergency phone@0.8 | linea de ayuda",
    f"{Target.PHONES}:Toll free": "toll free | phone toll free | toll free number | toll free phone | 800 number | llamada gratis",
    f"{Target.PHONES}:After hours": "after hours phone | phone number after hours | after hours number | after hours | evening phone",
    f"{Target.PHONES}:Alternative": "alternate phone | alternative phone | other phone | secondary phone | phone alternate | second phone | otro telefono",
    "phone.name": "phone name | phone description | phone type | phone note | phone number name | phone label | phone number type"
    " | phone number description | tipo de telefono",
    "phone.extension": "extension | phone extension | ext",
    Target.ORGANIZATION_EMAIL: "email | email address | mail address@0.3 | e mail | agency email | organization email | email main | email address main"
    " | main email | correo | correo electronico | general email | mail@0.4 | office email | email del programa@0.3",
    Target.SERVICE_EMAIL: "program email | service email | intake email | email for referrals | correo del programa | referral email"
    " | email for registration | site email",
    Target.ORGANIZATION_WEBSITE: "website | web site | web | url | link | web address | webpage | web page | homepage | home page | website address"
    " | website url | agency website | organization website | agency url | internet | pagina web | sitio web | pagina de internet | enlace"
    " | site url | more information@0.7 | learn more@0.7 | online at | organization url | website link | site web | hyperlink | social media@0.5",
    Target.SERVICE_URL: "program website | program url | service url | service website | program link | registration link@0.9 | apply link"
    " | application link | program webpage | program web page | sign up link | registration url | sitio web del programa"
    " | program page | camp website | enlace de registro",
    Target.LOCATION_URL: "location url | location website | site website | school website | facility website",
    "contact": "contact information | contact info | contact | contact detail | contacto | informacion de contacto | como contactar"
    " | how to contact | how to reach | phone email | phone and email | email phone | datos de contacto | phone website | phone email website"
    " | how to reach them",
    "contact.name": "contact name | director name | coordinator name | staff name | manager name | principal name | contact person | contact | point of contact | poc | staff contact | program contact | program director"
    " | director | executive director | coordinator | site coordinator | contact staff | persona de contacto | nombre de contacto | contacto"
    " | main contact | main contact name | primary contact | program coordinator | who to ask for | ask for | site director"
    " | program manager | attention to@0.7 | encargado | principal contact | teacher | advisor | instructor | club leader@0.9 | maestro | coordinador | directora | site contact",
    "contact.first_name": "contact first name | first name | nombre de pila",
    "contact.last_name": "contact last name | last name | surname | apellido",
    "contact.title": "contact title | title | position | job title | contact position | role | contact role | main contact title | cargo | puesto",
    "contact.email": "contact email | contact email address | contact person email | email of contact | main contact email address"
    " | coordinator email | director email | correo de contacto | staff email",
    "address": "address | full address | location address | street address | physical address | site address | mailing address"
    " | program address | complete address | location | location 1 | where | where is it | direccion | domicilio | ubicacion"
    " | direccion completa | geocoded address | office address | main address | agency address | facility address | school address"
    " | where is it held | building address | direccion del lugar | address location | headquarters address | donde | donde esta"
    " | location information | program location",
    Target.ADDRESS_ADDRESS_1: "address 1 | address line 1 | street | street address | street 1 | physical address 1 | line 1 | calle"
    " | calle y numero | street address 1 | address street | site street address | location street | address one | numero y calle"
    " | physical street | address@0.98 | direccion@0.98 | direccion 1 | physical address@0.97 | site address@0.97"
    " | facility address@0.97 | location address@0.97 | program address@0.97",
    Target.ADDRESS_ADDRESS_2: "address 2 | address line 2 | suite | unit | floor | apartment | street 2 | room | physical address 2 | line 2"
    " | street address 2 | building@0.7 | suite number | room number | address two | direccion 2 | piso | apartamento | suite unit"
    " | suite floor",
    "city_line": "city state zip | city state | city state and zip | city state zip code | city and zip | city zip | ciudad y codigo postal"
    " | city state postal code | ciudad estado zip",
    Target.ADDRESS_CITY: "city | town | municipality | ciudad | physical city | municipio | site city | location city | address city"
    " | city town | borough@0.9 | borough community@0.9 | poblado | city name | village | locality | city borough@0.95",
    Target.ADDRESS_REGION: "county | region | borough | neighborhood | community area | ward | condado | barrio | vecindario | physical county"
    " | county name | borough name | borough community | community | neighborhood name | planning area | neighborhood tabulation area@0.5"
    " | distrito municipal | parish | neighbourhood",
    Target.ADDRESS_STATE_PROVINCE: "state | state province | province | st@0.8 | estado | physical state province | state abbreviation | provincia"
    " | address state | physical state | state code | us state",
    Target.ADDRESS_POSTAL_CODE: "zip | zip code | postal code | postcode | zipcode | codigo postal | physical postal code | zip postal code"
    " | address zip | postal | cp | zip 5 | location zip | zip plus 4@0.7",
    Target.ADDRESS_COUNTRY: "country | pais | physical country | country code | nation",
    Target.ADDRESS_ATTENTION: "attention | attention name | mailing attention name@0.8",
    "point": "point | geom | geometry | the geom | geolocation | geocode | geocoded location | coordinate | coordinates | lat long | latitude longitude"
    " | lat lon | latlng | location point | geo point | geocoded column | georeference | location coordinate | map location | coordenadas"
    " | geo location | gps | location 1 | location | latitude and longitude | wkt | new georeferenced column | longitude latitude | x y",
    Target.LOCATION_LATITUDE: "latitude | y@0.9 | y coordinate | y coord | latitud | geo latitude | gps latitude | location latitude | point y | latitude y",
    Target.LOCATION_LONGITUDE: "longitude | x@0.9 | x coordinate | x coord | longitud | geo longitude | gps longitude | location longitude | point x"
    " | longitude x | long",
    Target.LOCATION_TRANSPORTATION: "transportation | transit | bus | bus service access | public transportation | directions | nearest subway"
    " | nearest bus | bus line | bus route | subway | getting there | public access transportation | public transit | transporte"
    " | como llegar | transportation provided@0.8 | transportation available@0.8 | nearest transit",
    Target.ACCESSIBILITY: "accessibility | access@0.95 | disability access | ada | ada accessible | wheelchair access | wheelchair accessible | handicap access"
    " | handicap accessible | disabled access | accessible | accesibilidad | physical access | accommodation@0.8 | acceso para discapacitados",
    Target.LOCATION_EXTERNAL_IDENTIFIER: "bin | building id | building identification number | building number@0.8 | school code | school number"
    " | school id | location id | location code | site id@0.9 | site code | facility id@0.9 | dbn | school dbn | cds code",
    Target.LOCATION_LOCATION_TYPE: "location type | site type@0.6 | place type@0.7",
    Target.LOCATION_DESCRIPTION: "location description | site description | physical location description | about the location | location note"
    " | site note | location detail",
    Target.SCHEDULES: "hour | hour of operation | schedule | day time | day and time | day hour | day and hour | operating hour | open hour"
    " | office hour | program hour | business hour | when | when is it | meeting time | time@0.8 | time of day@0.8 | day@0.7 | day of week@0.8"
    " | hours open | service hour | horario | hora | dia y hora | horario de atencion | horario de servicio | cuando | days of operation"
    " | program schedule | class schedule | when does it meet | breakfast time@0.9 | lunch time@0.9 | snack time@0.8 | dinner time@0.8 | supper time@0.8 | schedule of program | days open | availability@0.6 | dias@0.7",
    "hours.opens": "open time | hour open | time open | opening time | start time | opens at | open at | time start | begin time | opens | hora de inicio | from time",
    "hours.closes": "close time | hour close | time close | hour closed | closing time | end time | closes at | close at | time end | closes | hora de cierre | finish time",
    "hours.days": "day | days of operation@0.95 | schedule day | operating day | day of week | meeting day | program day | days offered | dias | dias de la semana | days open | day offered",
    Target.ORGANIZATION_YEAR_INCORPORATED: "year incorporated | year founded | founded | year established | established | date incorporated",
    Target.ORGANIZATION_LEGAL_STATUS: "legal status | tax status | nonprofit status | corporate status | irs status@0.8 | 501c3 | estatus legal",
    Target.ORGANIZATION_TAX_ID: "tax id | ein | fein | federal tax id | employer identification number | federal id | tax identification number",
}

WEEKDAYS: Mapping[str, str] = {
    "monday": "MO", "mon": "MO", "lunes": "MO", "tuesday": "TU", "tue": "TU", "tues": "TU", "martes": "TU",
    "wednesday": "WE", "wed": "WE", "miercoles": "WE", "thursday": "TH", "thu": "TH", "thur": "TH", "thurs": "TH", "jueves": "TH",
    "friday": "FR", "fri": "FR", "vierne": "FR", "viernes": "FR", "saturday": "SA", "sat": "SA", "sabado": "SA",
    "sunday": "SU", "sun": "SU", "domingo": "SU",
}  # fmt: skip

IGNORED = (
    "internal | internal note | editor | senior worker | verified by | last verified by | approved by | record owner | entered on | entered by"
    " | created | created on | created at | date created | created by | updated by | modified by | council district | community board"
    " | census tract | census | bbl | nta | neighborhood tabulation area | congressional district | senate district | assembly district"
    " | supervisor district | police precinct | school district | legislative district | budget | annual budget | annual budget total"
    " | source of fund | funding source | funding | exclude from website | exclude from directory | highlighted resource"
    " | preferred provider | taxonomy code | taxonomy id | made inactive on | message appear | message expire | zip code boundary"
    " | computed region | shape | shape length | shape area | tract | borough boundary | borough code | wards | block | lot | fips"
    " | geo id | contract number | contract amount | fiscal year | score | rating | staff note | do not publish | date entered | photo | image"
    " | logo | global id | creation date | edit date | program element code | main contact type | capacity type | search hint"
    " | licensee | licensee name | owner | owner name | legal entity | omitted | issuance | use type | square feet | sq feet | start date | end date"
    " | begin date | globalid | metadata | deficiency | corrective action | adverse action | operating certificate required | post id"
    " | zip codes computed | community districts | borough boundaries | city council districts | police precincts | council districts"
)
"""Headers of data that is of no use to a family or to matching, or that is private."""

ELSEWHERE = frozenset(
    {"mailing", "other", "billing", "administrative", "headquarter", "corporate", "po", "correspondence", "mail", "mailingadr", "organization",
     "grantee", "sponsor", "parent", "owner"}
)  # fmt: skip
"""Words for a mailing address, which is used only if the list has no other."""

_COUNTS = frozenset(
    "capacity enrollment slot seat attendance total count vacancy bed percent ratio date amount fee rate cost".split()
)
_NO_AGES = frozenset({"average", "mean", "median", "building"})
_AGES = frozenset({"ages", Target.SERVICE_MINIMUM_AGE, Target.SERVICE_MAXIMUM_AGE, "minimum_grade", "maximum_grade"})
_NAMES = frozenset(
    {
        "name",
        Target.ORGANIZATION_NAME,
        Target.SERVICE_NAME,
        Target.PROGRAM_NAME,
        Target.LOCATION_NAME,
        "phone.extension",
        Target.ADDRESS_REGION,
        Target.SERVICE_STATUS,
    }
)
_KEYS = frozenset({"id", "code", "key", "cd", "seq"})


def counts(words: Sequence[str]) -> bool:
    """Whether a header is about how many, how much or when: "School age capacity" gives no age."""
    return not _COUNTS.isdisjoint(words)


def barred(words: Sequence[str]) -> frozenset[str]:
    """Return targets that a header cannot mean, whatever its other words are."""
    return (_AGES if counts(words) or not _NO_AGES.isdisjoint(words) else frozenset()) | (
        _NAMES if words[-1:] and words[-1] in _KEYS else frozenset()
    )
