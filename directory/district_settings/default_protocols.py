"""What staff do about each kind of danger where the district has not said it in its own words.

Each default names whom to call, and the source that it follows. Who takes reports is a matter of the state: Michigan's are named where
the desk keeps Michigan's time, and elsewhere whoever knows each state's. It is no legal advice: a district sets its own protocols.

Of these lines we read the numbers and hours in what they publish themselves: RAINN 1-800-656-HOPE (rainn.org/get-help/
national-sexual-assault-hotline), Childhelp 1-800-4-A-CHILD (Childhelp, Hotline Impact Report; childhelphotline.org/how-it-works says
that it takes no reports itself), love is respect (loveisrespect.org, RespecText, August 2015) and the National Runaway Safeline
1-800-RUNAWAY (nationalrunawaysafeline.org/about-us). They were stored copies of those pages: a district calls its lines once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from directory.district_settings.protocols import Protocol


class _Reporting(NamedTuple):
    """How harm to a child is reported, at length and in a few words, and who takes tips about threats."""

    report: Protocol
    number: Protocol
    tips: Protocol


_ANYWHERE = _Reporting(
    report=Protocol(
        "Each state has its own line and deadlines (42 U.S.C. 5106a): Childhelp, 1-800-422-4453, at any hour, has your state's number"
        " and stays on the line.",
        "Cada estado tiene su propia línea y sus plazos (42 U.S.C. 5106a): Childhelp, 1-800-422-4453, a cualquier hora, tiene el número"
        " de su estado y acompaña la llamada.",
    ),
    number=Protocol(
        "Childhelp, 1-800-422-4453, has your state's number (42 U.S.C. 5106a)",
        "Childhelp, 1-800-422-4453, tiene el número de su estado (42 U.S.C. 5106a)",
    ),
    tips=Protocol(
        "Many states have a line for tips about schools as well: ask your state's school safety center (schoolsafety.gov).",
        "Muchos estados tienen también una línea para avisos sobre las escuelas: pregunte al centro de seguridad escolar de su estado"
        " (schoolsafety.gov).",
    ),
)
_MICHIGAN = _Reporting(
    report=Protocol(
        "In Michigan there are two ways (MCL 722.623): call 855-444-3911, at any hour, and send a written report within 72 hours; or"
        " report online, which needs no call. Elsewhere Childhelp, 1-800-422-4453, has your state's number.",
        "En Michigan hay dos maneras (MCL 722.623): llame al 855-444-3911, a cualquier hora, y mande el reporte por escrito en 72 horas; o"
        " repórtelo en línea, y no hace falta llamar. En otros estados Childhelp, 1-800-422-4453, tiene el número.",
    ),
    number=Protocol(
        "in Michigan 855-444-3911 (MCL 722.622, 722.623)",
        "en Michigan 855-444-3911 (MCL 722.622, 722.623)",
    ),
    tips=Protocol(
        "In Michigan students and staff also report to OK2SAY, 855-565-2729, text 652729 (MCL 752.913).",
        "En Michigan también se reporta a OK2SAY, 855-565-2729, texto 652729 (MCL 752.913).",
    ),
)
_MICHIGAN_TIME = frozenset({"America/Detroit", "America/Menominee", "US/Michigan"})


def _protocols(of: _Reporting) -> Mapping[str, Protocol]:
    """Return the protocols by kind of danger, one for each of matching.danger.KINDS."""
    return {
        "suicide": Protocol(
            "Ask plainly about suicide, put away whatever could be used, and have somebody trained assess the risk and call the family"
            " today (988lifeline.org; AFSP, Model School District Policy on Suicide Prevention).",
            "Pregunte con claridad si piensa en el suicidio, guarde lo que podría usar, y que una persona capacitada evalúe el riesgo y"
            " llame a la familia hoy (988lifeline.org; AFSP, política modelo de prevención del suicidio).",
        ),
        "self-harm": Protocol(
            "The nurse looks after wounds. A counselor talks with the student today, asks about suicide too, and calls the family"
            " (988lifeline.org; Cornell Research Program on Self-Injury and Recovery).",
            "La enfermera atiende las heridas. Un consejero habla hoy con el estudiante, pregunta también por el suicidio y llama a la"
            " familia (988lifeline.org; Cornell, programa sobre autolesiones).",
        ),
        "child-abuse": Protocol(
            f"Whoever heard it reports it now, and does not investigate or call the home first. {of.report.english}",
            f"Quien lo oyó lo reporta ahora, sin investigar ni llamar antes a la casa. {of.report.spanish}",
        ),
        "child-alone": Protocol(
            f"See that an adult is with the child now; if nobody can go, 911 checks on the child. Then report it as neglect. {of.report.english}",
            "Vea que un adulto esté con el niño ahora; si nadie puede ir, el 911 manda a ver. Después repórtelo como negligencia."
            f" {of.report.spanish}",
        ),
        "sexual-assault": Protocol(
            f"Believe the student, ask no details, and report it now. {of.report.english} RAINN, 1-800-656-4673, helps day or night. Never copy or"
            " forward pictures: Take It Down (takeitdown.ncmec.org) has them removed, NCMEC takes reports at 1-800-843-5678.",
            f"Créale, no pida detalles y repórtelo ahora. {of.report.spanish} RAINN, 1-800-656-4673, ayuda de día y de noche. Nunca copie ni"
            " reenvíe fotos: Take It Down (takeitdown.ncmec.org) las hace quitar, y NCMEC recibe reportes en el 1-800-843-5678.",
        ),
        "trafficking": Protocol(
            "Do not confront anybody. The National Human Trafficking Hotline, 1-888-373-7888 (text 233733), says what to do; a minor who is"
            f" sold for sex is trafficked, forced or not (22 U.S.C. 7102). Report it too. {of.report.english}",
            "No enfrente a nadie. La Línea Nacional contra la Trata, 1-888-373-7888 (texto 233733), dice qué hacer; un menor vendido para"
            f" sexo es víctima de trata, con o sin fuerza (22 U.S.C. 7102). Repórtelo también. {of.report.spanish}",
        ),
        "domestic-violence": Protocol(
            "Talk alone with the person who is hurt, and ask how it is safe to call. National Domestic Violence Hotline, 1-800-799-7233;"
            " for teenagers love is respect, 1-866-331-9474 (loveisrespect.org). A child who is hurt or in danger is reported:"
            f" {of.number.english}.",
            "Hable a solas con la persona lastimada y pregunte cómo llamarla sin peligro. Línea Nacional contra la Violencia Doméstica,"
            " 1-800-799-7233; para adolescentes love is respect, 1-866-331-9474 (loveisrespect.org). Si un niño está lastimado o en peligro,"
            f" se reporta: {of.number.spanish}.",
        ),
        "violence": Protocol(
            "Tell the principal at once; 911 if a weapon may be near. Search nobody yourself. The threat assessment team meets today (U.S."
            " Secret Service, NTAC)."
            f" {of.tips.english}",
            "Avise de inmediato a la dirección; al 911 si puede haber un arma cerca. No registre a nadie. El equipo de evaluación de amenazas"
            " se reúne hoy (U.S. Secret Service, NTAC)."
            f" {of.tips.spanish}",
        ),
        "overdose": Protocol(
            "Call 911 if somebody is drowsy, does not wake or breathes badly, and give naloxone if you have it; else Poison Control,"
            " 1-800-222-1222, at once, even if they look well (poison.org). Do not leave them. Ask whether it was on purpose.",
            "Llame al 911 si está adormecido, no despierta o respira mal, y dé naloxona si la tiene; si no, al Centro de Envenenamientos,"
            " 1-800-222-1222, enseguida, aunque se vea bien (poison.org). No lo deje. Pregunte si fue a propósito.",
        ),
        "runaway": Protocol(
            "Have the family call the police now: no police department may make them wait (34 U.S.C. 41308). NCMEC, 1-800-843-5678, helps to"
            " search. A student who has left or means to can call the National Runaway Safeline, 1-800-786-2929.",
            "Que la familia llame ya a la policía: ninguna puede hacerlos esperar (34 U.S.C. 41308). NCMEC, 1-800-843-5678, ayuda a buscar."
            " Un estudiante que se fue o piensa irse puede llamar a National Runaway Safeline, 1-800-786-2929.",
        ),
        "unsafe-tonight": Protocol(
            "Do not end the day without a bed: call the district's homeless liaison (42 U.S.C. 11432) and 211. A young person alone can call"
            " the National Runaway Safeline, 1-800-786-2929. If it is somebody at home who is feared, report it:"
            f" {of.number.english}.",
            "No termine el día sin una cama: llame al enlace del distrito para familias sin hogar (42 U.S.C. 11432) y al 211. Un joven solo"
            " puede llamar a National Runaway Safeline, 1-800-786-2929. Si le teme a alguien de la casa, repórtelo:"
            f" {of.number.spanish}.",
        ),
        "starving": Protocol(
            "Feed the student now and send food home tonight; 211 (211.org) knows which pantry is open today. To be poor is not"
            " neglect; to keep food from a child, or not to provide or seek it when one could, is, and is reported:"
            f" {of.number.english}.",
            "Dele de comer ahora y mande comida a la casa hoy; el 211 (211.org) sabe qué despensa está abierta. Ser pobre no es"
            " negligencia; negarle la comida a un niño, o no dársela ni buscarla pudiendo, sí lo es y se reporta:"
            f" {of.number.spanish}.",
        ),
        "voices": Protocol(
            "Stay calm and near, do not argue about what is heard, and ask whether it says to hurt anybody: then it is 911. 988 can send a"
            " mobile crisis team; the earlier a first episode is treated, the better: ask for coordinated specialty care (NIMH, RAISE).",
            "Quédese cerca y con calma, no discuta lo que oye, y pregunte si le dice que lastime a alguien: entonces es el 911. El 988 puede"
            " mandar un equipo móvil de crisis; cuanto antes se trate un primer episodio, mejor: pida atención especializada coordinada (NIMH, RAISE).",
        ),
    }  # fmt: skip


DEFAULT_PROTOCOLS = _protocols(_ANYWHERE)
"""Protocols by kind of danger that are right in every state."""

MICHIGAN_PROTOCOLS = _protocols(_MICHIGAN)


def protocols_at(time_zone: str | None) -> Mapping[str, Protocol]:
    """Return the default protocols for a district whose desk keeps the time of this zone."""
    return MICHIGAN_PROTOCOLS if time_zone in _MICHIGAN_TIME else DEFAULT_PROTOCOLS
