"""Arabic sentences written for these tests: what the old code pages can hold, and headlines."""

SENTENCES = (
    "قالت وزارة الزراعة في بيان إن موسم القمح هذا العام كان الأفضل منذ عشر سنوات.",
    "أعلن رئيس البلدية أن الجسر الجديد على النهر سيفتح أمام السيارات بعد أسبوعين.",
    "وأضاف المتحدث أن الشركة لم تتلق أي شكوى من سكان الحي، ولكن بعض الأهالي نفوا ذلك.",
    "هل تعود المياه إلى القرى الجبلية قبل الشتاء؟ سؤال لا يملك أحد جوابا عنه حتى الآن.",
    "نقلت الإذاعة عن شاهد عيان قوله إنه رأى ثلاثة رجال يغادرون المستودع عند الفجر.",
    "تراجعت أسعار الزيت في الأسواق المحلية؛ التجار يقولون إن السبب هو وفرة المحصول.",
)

HEADLINES = (
    "الوزير يعد بمدرسة في كل قرية",
    "مقتل صيادين في عاصفة شمال الجزيرة",
    "فتح طريق الميناء بعد إغلاق دام شهرا",
    "المزارعون يطالبون بخفض أسعار البذور",
    "لجنة التحقيق تستمع إلى خمسة شهود",
    "ارتفاع منسوب النهر يقلق سكان الوادي",
)

ARTICLE = "\n\n".join(SENTENCES) + "\n"

CODE_PAGES = ("cp1256", "iso8859-6", "mac_arabic", "cp720")
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")


def fitted(text: str, codec: str) -> str:
    """Return *text* as it was typed where only *codec* was known: DOS had no Arabic punctuation."""
    return text.translate(str.maketrans("،؛؟", ",;?")) if codec == "cp720" else text
