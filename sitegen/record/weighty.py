"""The words that may not change unsaid, and those that are one slip from another: English, as the answers are."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = _set(
    """
    no not none nobody nothing nowhere never neither nor without cannot cant wont dont hardly barely scarcely
    unless except unable refuse refuses refused deny denies denied exclude excludes excluded stop stops stopped
    fail fails failed
    """
)
FIGURES = _set(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand
    thousands million millions billion billions dozen dozens half halves third thirds quarter quarters fifth
    tenth double doubled triple twice once thrice both single first second fourth sixth seventh eighth ninth
    percent cent
    """
)
DATES = _set(
    """
    january february april june july september october november december jan feb apr jun jul aug sep sept oct
    nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri spring summer autumn
    winter christmas easter today tomorrow yesterday tonight midnight noon daily weekly fortnightly monthly
    quarterly yearly annually annual
    """
)
MONTHS_TOO = frozenset(("March", "May", "August", "Mar", "MAY", "MARCH", "AUGUST"))
"""Months that are other words too, where they are written small."""
UNITS = _set(
    """
    second seconds minute minutes hour hours day days night nights week weeks fortnight fortnights month months
    year years decade decades penny pence pound pounds euro euros metre metres mile miles kilometre kilometres
    litre litres gram grams kg km cm mm mg ml mph am pm kilo kilos kilogram kilograms ton tons tonne tonnes stone
    ounce ounces pint pints gallon gallons inch inches foot feet yard yards acre acres hectare hectares degree degrees
    """
)
BOUNDS = _set(
    """
    up least most more less fewer over under above below before after by until till within from since between only
    nearly almost exactly minimum maximum
    """
)
"""What says from which side a figure, a day or a time is meant: up to three hours, and at least three hours."""
PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "mis", "anti", "under", "over", "a", "de", "re", "pre", "ex")
"""What turns a word round when it stands before it."""
SHOUTED = frozenset(
    ("us", "it", "who", "aids", "aid", "nice", "pat", "add", "all", "sad", "ice", "care", "star", "rest")
)
"""Words that are others when they are written in capitals."""
STARTERS = _set(
    """
    a about above according after again all also although an and another any anyone are as ask at be because
    been before being below between but by can could did do does doing done during each either even every
    everyone few finally for from further given had has have having he her here his how however i i'm i'd i'll
    i've if in instead into is it its it's last let like many more most much must my new now of off often on
    only or other our out over overall part people perhaps please rather same she should since so some somebody
    someone sometimes soon still such sure take than thank thanks that that's the their them then there there's
    therefore these they they're this those though through to together too under until up upon us very was we
    we'd we'll we're we've well were what what's when where whether which while who why will with within would
    yes yet you you'll you're your
    """
)
"""Words that start a sentence with a capital and are no names."""
CONFUSED = frozenset(
    frozenset(pair.split("/"))
    for pair in _set(
        """
        adopted/adapted adopting/adapting conformed/confirmed complied/compiled signing/singing slated/salted
        carving/craving dairies/diaries scared/sacred crated/carted mediation/medication mediation/meditation
        interment/internment uniformed/uninformed ingenious/ingenuous preposition/proposition
        prevision/provision deprecate/depreciate vacation/vocation vacations/vocations signed/singed
        sliver/silver adverse/averse affect/effect affected/effected affects/effects attend/intend
        attended/intended casual/causal complement/compliment complementary/complimentary conscience/conscious
        contact/contract contacts/contracts contacted/contracted cooperate/corporate council/counsel
        county/country defer/differ dependant/dependent desert/dessert device/devise diner/dinner
        discreet/discrete dairy/diary emigrate/immigrate eminent/imminent ensure/insure exercise/exorcise
        expand/expend expanded/expended formally/formerly form/from hoping/hopping human/humane
        industrial/industrious later/latter loose/lose moral/morale parts/party patience/patients
        personal/personnel planed/planned planing/planning perscribe/prescribe prescribe/proscribe
        prescribed/proscribed principal/principle principals/principles prosecute/persecute quiet/quite
        respectful/respective respectively/respectfully scared/scarred scaring/scarring sever/severe
        staring/starring stared/starred stationary/stationery statue/statute statues/statutes super/supper
        through/thorough trail/trial trails/trials trained/trainee trainer/trainee united/untied unity/untie
        weather/whether wonder/wander wondered/wandered wondering/wandering better/bitter latter/letter
        letter/litter matter/mutter minister/monster station/stations battle/bottle causally/casually
        martial/marital parental/prenatal reactive/creative several/severed bounded/bonded filing/filling
        filed/filled hoped/hopped tapped/taped barred/bared canvas/canvass ordinance/ordnance insight/incite
        alternate/alternative proceed/precede proceeding/preceding proceeded/preceded assistance/assistants
        presence/presents residence/residents accidence/accidents incidence/incidents
        correspondence/correspondents instance/instants diffuse/defuse expect/except excepted/expected
        accept/except raise/rise raised/rised assure/insure carefully/carelessly decent/descent decease/disease
        deceased/diseased elicit/illicit emerge/immerge import/impart peddle/paddle positioned/petitioned
        rational/rationale sign/sing intensive/intensify session/cession secession/succession
        collusion/collision delusion/dilution allusion/illusion pursue/peruse perform/preform
        performed/preformed clam/calm brake/break united/unified fined/find hospitals/hospital's
        """
    )
)
"""Pairs of which each is a word: to change one into the other is no spelling."""
