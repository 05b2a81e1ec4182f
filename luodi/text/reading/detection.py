"""Is it an investment enquiry at all? Complaints, adverts, greetings, job seekers, tests and news are not."""

import re

from luodi.text.reading.letter import Letter
from luodi.text.reading.values import Value

GRIEVANCE = re.compile(
    r"投诉|举报|讨薪|欠薪|走法律途径|再不解决|给(?:个|我们?)?(?:说法|交代|答复)|维权|信访|起诉|违约|不履行|不兑现|被骗"
    r"|(?:普通|附近|周边|小区)(?:居民|业主|市民|村民|百姓)|我是[^,。;]{0,8}(?:居民|业主|市民|村民|家长"
    r"|住户)|作为[^,。;]{0,6}(?:居民|业主|市民|村民)"
    r"|complain(?:t|ing)?|legal action|compensation for"
)
COMPLAINT = re.compile(
    r"没人接|打不通|失望|涨租|涨房租|管一管|请管管|坑人|乱涨|兑现|没有?(?:到账|兑现|消息|下文)|(?:答应|承诺"
    r"|说好)[^,。;]{0,10}(?:补贴|奖励|资金|返还)|请领导协调"
    r"|耽误|荒了|谁来管|灰尘|扬尘|异响|还没装|协议|承诺(?:的|过)|当初|举报|扰民|噪音|噪声|(?<!排)油烟(?!机"
    r"|净化|管)|没人管|无人管|不作为|拖欠|欠薪|讨薪|维权|信访|上访"
    r"|反映(?:了|好|过|多|一下|情况|问题)|还没(?:有)?(?:到账|解决|处理"
    r"|答复|回复|发|办|修)|到现在(?:还|都|也)?没|迟迟|(?:尽快|请)(?:处理|解决)|曝光|违建"
    r"|办不下来|批不下来|贷不了款|(?:领导|上级)(?:能)?重视|推诿|踢皮球|说法|明确答复|给个答复|臭味|异味"
    r"|污水横流|乱收费|态度(?:恶劣|差)|漏水"
    r"|停水|停电|断电|占道|垃圾(?:没|堆|无人)|什么时候(?:到账|解决|修"
    r"|能办好)|为什么(?:我|还|不|没)|物业(?:公司)?(?:不|乱|太)|被骗|退款|坑人|太坑|坑钱|烂尾|拆迁|路灯"
    r"|积水|坑洼|complain\w*|unacceptable"
    r"|noise|overdue|still (?:have )?not"
)
ADVERT = re.compile(
    r"第三方(?:招商)?机构|委托招商|佣金|入编|理事单位|彩页|中介勿扰|来看房|产权清晰|按[^,。;]{0,6}(?:收取"
    r"|付费)|成功后?(?:再)?(?:收费|付费)|产品(?:介绍|手册"
    r"|目录)|[一二三四五六七八九\d.]折"
    r"|充\d{1,5}送|欢迎(?:光临|选购|订购|来电|咨询)|新(?:店)?开业|可(?:以)?(?:帮助?|协助"
    r"|为)(?:贵)?(?:园区)?企业|有意者|诚招|加盟(?:热线|费)"
    r"|^\W*(?:出售|转让|出租|低价|厂房出租)|我有[^,。;]{0,12}(?:厂房|土地|仓库)|闲置(?:土地"
    r"|厂房)[^,。;]{0,10}(?:转让|出租|出售)"
    r"|卖[^,。;]{1,10},|our (?:products|prices) are|catalog(?:ue)?|quotation|low(?:est)? price|high quality"
    r"|bank account|business proposal|professional (?:manufacturer|supplier|team)|we are a leading supplier"
    r"|(?:本公司|我司|我们)(?:专业)?(?:提供|承接)[^,。]{0,12}(?:服务|业务"
    r"|工程)|来电|代办|代理记账|代开|发票|加微信|加v|vx|低至|最低\d|特惠"
    r"|限时|折扣|免费(?:试用|演示"
    r"|体验|咨询|上门)|演示|推广|网站建设|小程序开发|刻章|办证|地址挂靠"
    r"|贷款(?:秒批|利息|额度|无抵押|产品)|无抵押|放款|秒批|套餐|报价|详情(?:请)?(?:咨询"
    r"|联系|点击)|点击链接|退订|优惠(?:活动|价|中)|包过|包下"
    r"|(?:我们|我司|本公司)(?:是|专业)?[^,。]{0,14}(?:招商平台|招商软件|培训机构|广告公司"
    r"|咨询公司|代理招商|供应商)|现推出|为(?:贵"
    r"|您)[^,。]{0,6}(?:提供|定制|打造)|诚邀(?:您|贵)(?:参加|参展|莅临)|展位|招商代理"
    r"|老板(?:加|看|们)|新品上市|促销|门票|会员(?:卡|充值)|课程"
    r"|报名(?:费|从速|截止)|一站式(?:服务|代办)|公众号|扫码|unsubscribe|special offer|discount|limited time"
    r"|click here|seo\b|best price|free (?:trial|demo|quote)|we (?:offer|provide) (?:professional"
    r"|web|seo|translation|cleaning)"
)
GREETING = re.compile(
    r"(?:周末|早上|晚上|节日)(?:好|愉快)|(?:祝|恭祝|敬祝)[^,。]{0,14}(?:快乐|安康|顺利|兴隆|吉祥|愉快|如意"
    r"|大吉|红火)|(?:新年"
    r"|春节|中秋|元旦|国庆|端午|元宵)[^,。]{0,4}(?:快乐"
    r"|安康|好|吉祥)|恭喜发财|感谢(?:您|贵|各位)[^,。]{0,16}(?:关心|支持|接待|帮助|关照|陪同)|谢谢(?:您"
    r"|你们|上次|接待)"
    r"|happy (?:new year|holidays|spring)|merry christmas|season'?s greetings|best wishes"
    r"|thank you for (?:your|the) (?:hospitality|help|visit|reception|support)"
)
SEEKER = re.compile(
    r"求职|毕业生[^。]{0,20}补贴|租房补贴|哪个(?:小程序|网站|app)|应聘|应届|简历|找(?:份|个)?工作|招聘(?:吗"
    r"|信息|会)|有(?:没有)?(?:岗位"
    r"|工作)[^,。]{0,4}(?:吗|招)|还招人|招人吗|招不招|实习(?:机会"
    r"|岗位|生)?|本人[^,。]{0,12}(?:毕业|专业|学历|岁)|公务员|事业编|编制|工资多少|期望薪|cv attached|my (?:cv|resume)"
    r"|job (?:opening|vacanc|opportunit|seeker)|apply for (?:a|the) (?:job|position)|vacancies"
    r"|internship"
)
QUESTION = re.compile(
    r"是真的吗|办公时间|上班时间|几点|周[六日末]上班|(?:电话|地址|位置)(?:号码)?是多少|(?:电话"
    r"|地址)(?:是)?(?:在哪|哪里|哪个)|怎么走|哪个(?:窗口|部门|科室)|归谁管"
    r"|怎么(?:申请|办理|申报|查|交|注销|变更)|如何(?:申请|办理|申报|查询)|opening hours|office hours"
    r"|who should i contact"
)
TEST = re.compile(
    r"^\W*(?:测试|试一下|试试|test(?:ing)?|asdf\w*|aaa+|123+\d*|11+|hello|hi|你好|您好|在吗|在不在|ok|哈+|\?+"
    r"|。+)(?:\W|测试|一下|数据|信息|提交|表单|系统|功能|message|form|\d|please|ignore"
    r"|忽略|请|勿|回复|不用|能不能|收到|看|是否|正常"
    r"|显示|的|下|this|is|a|only|just)*$"
)
NEWS = re.compile(
    r"^\W{0,2}转(?:发|载|[)\]])|转发学习|日报|周报|公告[:：]|公示(?!已|期|通过|完)|中标"
    r"|新签约[^,。;]{0,10}项目|招商(?:动态|快报)|全市(?:新|共|累计)"
    r"|记者|(?:网|台|报|社|发布)(?:消息|讯|快讯)|快讯|据[^,。]{1,10}(?:报道|消息|悉|统计)|本报讯|新闻"
    r"|(?:日前|近日|昨日|昨天|今日"
    r"|(?:^|[。;\n】)])\s*(?:20\d\d年)?\d{1,2}月\d{1,2}日)[^。]{0,40}(?:签约|开工|竣工|落户|封顶|举行|召开|开幕|揭牌"
    r"|获悉|发布|公布|奠基|调研|投产|出席)|讯\)|签约仪式|发布会|论坛|座谈会|指出[,:]"
    r"|强调[,:]|同比增长|转载|来源:|通讯员|press release"
    r"|reported that|according to|announced (?:today|that)"
)
CITIZEN = re.compile(
    r"社保|公积金|医保|户口|身份证|结婚证|驾照|入学|上学|学区|幼儿园报名|公交|居住证"
    r"|退休金|低保|养老金|护照|二手房|租个房|合租|买房|房产证|学位|个人所得税"
    r"|营业执照(?:怎么|如何)(?:办|注销|变更)|注销|怎么投票|问卷|调查问卷|论文|采访|毕业设计|招标公告|中标"
    r"|采购公告|投标"
)
INTENT = re.compile(
    r"(?:想|拟|计划|打算|准备|希望|考虑|有意|欲|需要?|要|寻|找|求|盼|意向"
    r"|申请)[^,。;]{0,26}(?:投资|建|设立|落户|落地|厂房|厂|车间|用地|土地|拿地"
    r"|屋顶|仓|写字楼|办公|实验室|基金|合作|代工|项目|迁|搬|扩产|扩建|布局|入驻|租|考察"
    r"|选址|场地|生产线|基地|总部|开店|物业|园区|开(?:一|个|家))"
    r"|有没有[^,。;]{0,24}(?:厂|地|仓|楼|车间|屋顶|实验|园区|政策|场地|基金|企业|物业)"
    r"|总投资|投资额|拟投|投资规模|选址|落户|投资意向|招商引资|有(?:啥"
    r"|什么|哪些)[^,。]{0,8}政策|政策(?:吗|是什么|有哪些|怎么)"
    r"|(?:look(?:ing)? for|interested in|plan(?:s|ning)? to|intend|consider(?:ing)?|want to"
    r"|wish to|seek(?:ing)?|would like|need|require)[^.;]{0,60}(?:land|plant|factory|site|building"
    r"|warehouse|office|lab|partner|invest|facility|roof|space|set up|establish|build|produc"
    r"|workshop|hub|centre|center|hotel|distributor|fund|production|incentive)"
    r"|invest(?:ment)? (?:of|in|approx|about)|total investment|capex"
)
SUPPLEMENT = re.compile(r"补充(?:一下|说明|材料|信息)?|上次(?:提交|填|说)|更正|修改(?:一下)?|之前(?:提交|填)")
STRONG = frozenset(
    [
        "total_investment_yuan",
        "total_investment",
        "fixed_investment_yuan",
        "fixed_investment",
        "land_mu",
        "floor_area_m2",
        "roof_area_m2",
        "power_kva",
        "jobs",
        "annual_output_yuan",
        "annual_tax_yuan",
        "start_by",
        "produce_by",
    ]
)
WANTED = frozenset(["land", "plant", "office", "warehouse", "roof", "laboratory", "partner", "fund"])
FIRST_PERSON = re.compile(r"有意|盼|诚|我|本公司|本集团|本人|本项目|敝|贵|咱|拟|\b(?:we|our|us|i|my)\b")
# which other door a text wants, by what speaks against an enquiry
DOORS = (
    ("complaint", GRIEVANCE, 3.5),
    ("complaint", COMPLAINT, 2.2),
    ("advert", ADVERT, 1.8),
    ("greeting", GREETING, 1.5),
    ("job", SEEKER, 2.5),
    ("test", TEST, 4.0),
    ("news", NEWS, 1.8),
    ("question", CITIZEN, 1.6),
    ("question", QUESTION, 1.4),
)
THRESHOLD = 0.4
WISH = re.compile(
    r"[想找租寻求缺]|接手|能[^,。;]{0,6}吗|可以吗|允许吗|有什么|有哪些|什么条件|需|要(?!求)|打算|拟|希望"
    r"|有意|谁能|look|need|want|seek|plan"
    r"|would like|interested"
)


def judge(letter: Letter, values: list[Value]) -> tuple[bool, str]:
    """Whether the text is an enquiry, and the door for it if not: a name of DOORS, or "" where nothing tells."""
    noise = _noise(letter)
    told = any(one.field in ("industry_division", "kind") for one in values)
    if not noise and told and WISH.search(letter.text):
        return True, ""
    if _evidence(letter, values) - sum(noise.values()) > THRESHOLD:
        return True, ""
    if not noise and letter.text.rstrip().endswith(("?", "吗", "呢")):
        return False, "question"
    return False, max(noise, key=lambda door: noise[door], default="")


def _evidence(letter: Letter, values: list[Value]) -> float:
    fields = {one.field for one in values}
    kinds = {one.value for one in values if one.field == "kind"}
    evidence = 1.1 * min(len(fields & STRONG), 4) + 0.9 * min(len(kinds & WANTED), 2) + 0.5 * ("policy" in kinds)
    evidence += 0.3 * ("industry_division" in fields) + 0.3 * ("place" in fields) + 0.3 * ("foreign_investor" in fields)
    intents = len(INTENT.findall(letter.text))
    return evidence + 1.2 * min(intents, 3) + 1.0 * bool(SUPPLEMENT.search(letter.text) and fields & STRONG)


def _noise(letter: Letter) -> dict[str, float]:
    """By door; three different words of a kind count, more do not."""
    noise: dict[str, float] = {}
    for door, pattern, weight in DOORS:
        found = {match[0] for match in pattern.finditer(letter.text)}
        if found:
            noise[door] = noise.get(door, 0) + weight * min(len(found), 3)
    if "news" in noise and not FIRST_PERSON.search(letter.text):
        noise["news"] += 4
    return noise
