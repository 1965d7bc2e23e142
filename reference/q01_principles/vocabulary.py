"""The words of question 1's claims, by what they mean; a line of an expression is a family of synonyms."""

from __future__ import annotations

from harness.question import any_of
from reference.prose import MODEL, TOKEN, TRAINING

EACH = any_of(r"\b(?:every|each|any|all)\b|每|任意|任何|所有|全部|各")
OTHERS = any_of(r"\b(?:others?|another|the rest|the remaining)\b|其他|其它|其余|别的|彼此|之间|相互|互相")

ATTENTION = any_of(r"(?:self ?)?attention(?: \w+)?|attends?|attending|自?注意力|自关注")
RELATES = any_of(
    r"""
    influenc\w*|affect\w*|associat\w*|search\w*|retriev\w*|borrow\w*|incorporat\w*|integrat\w*|merg\w*|averag\w*
    match\w*
    tak(?:e|es|ing) (?:in|over|up|information)|receiv\w*|copy|copies|copying|decid\w*|determin\w*|judg\w*|look back
    影响|匹配|检索|整合|综合|聚焦|感知|收集|吸取|判断|接收|互动|决定
    relat\w+|relevan\w+|connect\w*|link\w*|interact\w*|depend\w*|matters?|importan\w+|correlat\w+
    attend\w*|looks?|looking|sees?|seeing|consult\w*|consider\w*|focus\w*|refer\w*|read\w*|takes?~into account|quer\w+
    asks?
    compar\w+|scor\w+|weigh\w*|weights?|comput\w*|calculat\w*|measur\w*|captur\w*|model(?:s|ling|ing)|us(?:e|es|ing)
    draws?|drawing|mix\w*|blend\w*|gather\w*|aggregat\w*|combin\w*|pull\w*|collect\w*|access\w*
    talk\w*|flows?|flowing|communicat\w*|exchang\w*|inform\w*
    关注|注意到|看到|看见|看|参考|参照|考虑|查询|读取|联系|关联|关系|相关|依赖|建立|连接|捕捉|建模|比较|比对|计算|打分
    衡量|加权
    权重
    结合|汇总|聚合|融合|获取|取得|获得|挑选|挑出|提取|吸收|交互|交换|传递|沟通
    """
)
EVERY_OTHER = any_of(
    rf"""
    \ball (?:of )?the {TOKEN}|\b(?:any|every) (?:part|place|location)|anywhere in|globally
    (?:任何|任意)(?:位置|地方)|全局
    {EACH}(?: \w+)? ?(?:一|1)?个?{TOKEN}~(?:{EACH}|{OTHERS})
    \ball(?: of)?(?: the)? (?:other|earlier|previous|preceding|remaining) {TOKEN}|\bthe other {TOKEN}
    \b(?:every|each|any) (?:other|earlier|previous|preceding) {TOKEN}|\bevery other one
    \bother {TOKEN} (?:in|of) the|\ball (?:the )?others|\bthe rest of the|each other|one another
    \ball {TOKEN}|(?:every|each|any|all) (?:single )?pairs?|pairs? of {TOKEN}|any two|pairwise
    (?:whole|entire|full|complete) (?:input )?(?:sequence|sentence|context|input|text|passage|window)
    (?:regardless|irrespective) of (?:the |their )?(?:distance|position)|(?:however|no matter how) far
    everything (?:that )?(?:\w+ )?(?:written |seen )?(?:so far|before)
    (?:其他|其它|其余|别的|前面|之前|此前)的?(?:所有|全部|各个|每一?个|{TOKEN})
    (?:所有|全部|每一?个)的?(?:其他|其它|其余|别的|前面|之前|此前)|(?:所有|全部)的?{TOKEN}
    (?:序列|句子|句|上下文|上下文里|文本|输入)(?:中|里|内)?的?(?:所有|其他|其它|任意|各个|每一?个|全部|哪些)
    任意(?:两|2)个?|任两个|两两|彼此|相互|互相|词与词之间|词元之间|词和词之间
    整个(?:序列|句子|上下文|输入|文本)|(?:全|整)(?:句|段|文)|(?:全部|整个|所有)的?上下文
    (?:无论|不管|不论)[^,;。]{{0,6}}(?:距离|相隔|多远|隔|远近)
    """
)
ONLY = any_of("only|just|merely|simply|solely|exclusively|nothing but")
ONLY_NEIGHBOURS = any_of(
    rf"""
    {ONLY}~(?:neighbou?r\w*|adjacent|nearby|closest|next to|surrounding|itself)
    {ONLY}~(?:the|a|one) (?:single )?(?:previous|preceding) {TOKEN}(?!s)
    (?:neighbou?r\w*|adjacent {TOKEN}|nearby {TOKEN})~(?:only|alone|and nothing else|and no others?)
    (?:neighbou?r\w*|itself|adjacent|nearby)~ignor\w+
    (?:ignor\w+|blocks?|discards?)~(?:every|all|any)~(?:other|else|rest)
    (?:restrict\w*|limit\w*|confin\w*)~(?:neighbou?r\w*|adjacent|nearby|beside|next to)
    (?:small|fixed|narrow) (?:local )?window of (?:neighbou?r\w*|adjacent)
    (?:只|仅|单单)[^,;。]{{0,12}}(?:相邻|邻近|临近|附近|旁边|左右|紧邻|前一个|自己|自身|neighbou?r\w*|adjacent|nearby)
    (?:忽略|无视|丢弃|屏蔽)[^,;。]{{0,10}}(?:其他|其它|其余|所有|别的)
    """
)

NETWORK = any_of(
    rf"""
    transformers?|architecture|feed ?forward|变换器|变压器|架构|结构|前馈
    {ATTENTION}
    """
)
MANY = any_of(
    r"""
    级联
    in a row|(?:again|over) and (?:again|over)|numerous|depth|反复|首尾相接|接连|垒|层叠|深度|数百|成百
    stack\w*|on top of|repeat\w*|piled?|pil(?:es|ing)|tower|sequence of|series of
    (?:layer|block) (?:after|by|upon|on) (?:layer|block)|one after (?:another|the other)|each layer|every layer
    next layer
    deep|many|dozens|multiple|several|successive|hundreds?|tens|lots? of|\d{2,}
    堆叠|堆|叠加|叠|摞|串联|重复|多层|深层|逐层|层层|一层[^,;。]{0,2}(?:一层|又一|接)|若干|许多|很多|多个
    [几数近上]?[十百]多?(?=个|层)|几十|数十|上百
    """
)
LAYERS = any_of("(?:sub ?)?layers?|blocks?|times|层(?!出不穷|面|次)|模?块")
ONE_BLOCK = r"(?:\w+ )?(?:layer|block)(?! after| by| upon| on)"
ONE_LAYER = any_of(
    rf"""
    (?:only|just|exactly|consists? of|has|have|is|uses?)(?: \w+)? (?:a |an )?(?:single|one) {ONE_BLOCK}
    (?:is|are)(?: all| just| essentially| basically)? (?:an? )?(?:recurrent|rnns?|lstms?|convolutional|cnns?|markov)
    (?:只|仅)[^,;。]{{0,4}}(?:一|单)个?层|单层(?:网络|结构|模型)
    (?:是|属于)(?:一种|一个)?(?:循环|卷积)(?:神经)?网络|(?:是|属于)(?:一种|一个)?(?:rnn|lstm|cnn)
    """
)

OBJECTIVE = any_of(
    rf"""
    objectives?|goals?|tasks?|jobs?|loss|losses|cross entropy|autoregressive\w*|目标|任务|损失|自回归|交叉熵
    {TRAINING}|{MODEL}
    """
)
PREDICTS = any_of(
    r"""
    asked|answers?|outputs?|produc\w*|generat\w*|choos\w*|picks?|picking|suppl(?:y|ies)|infer\w*|finish\w*|fill\w*
    输出|生成|给出|算出|补全|补上|填|选出|判断|接上
    predict\w*|guess\w*|forecast\w*|anticipat\w*|bets?|betting|estimat\w*|assign\w*|say|tell|works? out|working out
    continu\w+|complet\w+|probab\w*|distributions?|likelihood|likely
    预测|推断|推测|估计|猜|续写|接龙|概率|分布|可能性|可能|打个?分
    """
)
NEXT_TOKEN = any_of(
    rf"""
    后面[^,;。]{{0,4}}{TOKEN}
    {TOKEN} to come|下一字|下文|后文
    (?:next|following|upcoming|subsequent|coming) (?:\w+ )?{TOKEN}|next one|comes next
    {TOKEN}~(?:comes?|came|follows?|followed|coming|is|appears?) (?:up )?(?:next|after)
    {TOKEN} (?:that |which |to )?(?:follows?|come)
    what (?:comes|follows|will come|is coming)|what {TOKEN} follows
    下(?:一|1)?个?{TOKEN}|下一个(?=[,。;:!的是会该]|$)|下一步|后一个|后面的?(?:一个)?(?:{TOKEN}|文字|内容)
    接下来|句子的?后半|后半部分|后续|紧接|紧跟|随后的|后面(?:该|会|要)
    """
)
GIVEN = any_of(r"conditional\w*|condition\w*|given|based on|给定|已知|根据|条件")
PRECEDING = any_of(r"predecessors?|previous|preceding|prior|prefix|before|so far|前文|上文|前面|前缀|已有|之前")
PROBABILITY = any_of(r"probab\w*|likelihoods?|distributions?|概率|似然|分布|可能性")
VOCABULARY = any_of(
    r"""
    (?:whole |entire )?vocabular\w+|all (?:the )?(?:candidates|words)|every (?:possible )?word
    词表|词汇表|字典|候选词|(?:每一?个|所有)(?:可能的)?(?:词|字)
    """
)
RECOVERS = any_of(r"predict\w*|guess\w*|reconstruct\w*|recover\w*")
OTHER_OBJECTIVE = any_of(
    rf"""
    {RECOVERS} (?:the |a )?(?:previous|preceding|prior|last) {TOKEN}
    {RECOVERS} (?:the |a )?{TOKEN} (?:that |which )?(?:came|comes|stood|stands) before
    (?:hand ?(?:written|coded|crafted|made)|manually written|human written) (?:\w+ )?rules|if then rules
    (?:预测|猜测?|还原|重建|推测)(?:上|前)一个?{TOKEN}|(?:人工|手工|手动)(?:编写|制定|书写)的?[^,;。]{{0,4}}规则|规则库
    """
)

READING = any_of(
    rf"""
    show\w*|amount
    data|collect\w*|crawl\w*|material|goes through|go through|数据|收集|资料|投喂|喂
    exposed|ingest\w*|reads?|reading|feed|fed|we (?:show|give)|(?:is|are) (?:shown|given)|game|stud(?:y|ies|ying)
    consum\w+
    corpus|corpora|阅读|读|语料|材料|练习
    {TRAINING}
    """
)
VERY_MUCH = any_of(
    r"""
    (?:m|b|tr)illions?|gigabytes|petabytes|countless|extensive|(?:practically|nearly|almost|virtually) (?:all|every\w*)
    most (?:public|of|\w+ websites)|all the text|无数|浩如烟海|几乎(?:所有|全部|整个)|统统|千亿|亿
    (?:large|big|huge|vast|massive|enormous|immense|gigantic|giant|colossal|great)(?! language| model| neural| network)
    (?:extremely|very|incredibly|unbelievabl[ey]) (?:large|big|much|many)|unbelievable|web scale|internet scale|broad
    sheer
    (?:hundreds of )?(?:m|b|tr)illions of|terabytes?|loads of|lots of|a lot of|mountains? of|as much|unlabell?ed
    more than any(?: \w+)? (?:human|person|one|reader)
    (?:whole|entire|public) (?:\w+ )?(?:internet|web|libraries|wikipedia)
    (?:most|much|(?:big |large )?parts?) of the (?:\w+ )?(?:internet|web)
    海量|巨量|大量|大规模(?!的?(?:语言)?模型)|超大|极大|巨大|庞大|浩瀚|广泛|无标注|非常多|极多|惊人|难以想象
    (?:非常|特别|实在|极其|极为|很)[多大]|太多
    数以[^,;。]{1,4}计|成千上万|数不清|tb级?|百亿|千亿|上亿|万亿|数十亿|互联网|全网|整个(?:网络|web|internet)
    网上(?:能|的)
    """
)
TEXT = any_of(
    r"""
    library|literature|news|forums?|百科|新闻|论文|小说
    texts?|corpus|corpora|data ?sets?|web|internet|books?|documents?|pages?|websites?|writing|articles?|wikipedia
    libraries|tokens
    words
    文本|语料|网页|互联网|书籍|图书|书|文章|文档|文字|词元|字
    """
)
MUCH_TEXT = f"{VERY_MUCH}~{TEXT}|{TEXT}~{VERY_MUCH}"
LITTLE = any_of(
    r"""
    (?:small|tiny|little|few|handful of|modest)(?: \w+){0,3} (?:texts?|corpus|corpora|documents)
    (?:small|tiny|little|few|handful of|modest)(?: \w+){0,3} (?:data|data ?sets?|sentences|examples)
    (?:少量|小规模|少数|几百|几千|几十|很少|小型)的?[^,;。]{0,8}(?:文本|text|语料|数据|句|样本|例子|文档)
    """
)
FINE_TUNING = any_of(
    r"""
    fine ?tun\w*|adapt\w*|few shot|downstream|task specific|afterwards?|later|then|instruct\w*|align\w*|feedback
    微调|下游|少样本|随后|之后|再用|指令|对齐|适配|具体任务
    """
)

SYNTAX = any_of(
    r"""
    parts of speech|well formed|词法|句子的?构造|组词
    syntax|syntactic\w*|grammar\w*|grammatical\w*|word order|agreement
    sentence structure|structure of (?:sentences|language)|how (?:sentences|words) (?:are|fit)
    sentences are (?:built|put together|formed)
    语法|句法|文法|句式|语序|句子结构|结构规则|造句|句子(?:是)?(?:怎么|如何|怎样)
    """
)
LEARNS = any_of(
    rf"""
    存进|存入|记住
    builds? up|forms?|forming|gain\w*|obtain\w*|figures? out|work(?:s|ed)? out|infer\w*|carry|carries|reflect\w*
    aware\w*
    knowledge of|information (?:on|about)|把握|了解|认识|体会|弄懂|搞懂|弄清|建立|具备|拥有|包含|反映|归纳|总结
    learn\w*|acquir\w*|pick\w* up|absorb\w*|soak\w*|internali[sz]\w*|master\w*|grasp\w*|gets?|come to|command|feel
    intuition
    captur\w*|encod\w*|represent\w*|hold\w*|contain\w*|extract\w*|discover\w*|develop\w*|emerg\w*|{MODEL} (?:has|have)
    understand\w*|knows?|knowing|competence|force\w*|needs?|requires?|found in|hidden states?
    学到|学会|学习|习得|掌握|领会|吸收|内化|熟悉|积累|抓住|摸清|获得|获取|捕捉|编码|蕴含|涌现|形成|理解|懂|明白|知道
    会了|需要|必须
    """
)
SEMANTICS = any_of(
    r"""
    semantic\w*|meanings?|means?|meant|senses?|reference|refers? to|what words|concepts|facts?|knowledge
    语义|含义|涵义|意义|词义|意思|概念|知识|事实
    """
)
ONLY_MEMORISES = any_of(
    rf"""
    {ONLY} (?:memori[sz]\w+|copies|copying|stores?|looks? up|counts?)
    memori[sz]\w+ (?:\w+ ){{0,3}}(?:verbatim|word for word)|(?:giant |big |large )?look ?up table|learns? nothing
    (?:只|仅|单纯)[^,;。]{{0,4}}(?:死记|记住|背|复制|查表|存储|记忆)|死记硬背|逐字(?:记忆|背诵)
    什么(?:都|也)(?:没有?|不)学
    """
)

SIZE = any_of(
    r"""
    expand\w*|deeper|wider|做大|大了|变多|上去|扩展|扩张|增长|翻倍
    scal\w+|sizes?|larger|bigger|enlarg\w+|grow|growing|grows|adding|add|more|increas\w*|made bigger
    规模|缩放|越大|更大|变大|扩大|做大|增大|加大|增加|越多|更多|涨到|增长到|加到
    """
)
OF_THE_MODEL = any_of(
    r"""
    everything|system|weights|体量|网络
    parameters?|models?|networks?|versions?|llms?|compute|computation|computing|data(?! cent)|scale|scaling
    参数|规模|算力|计算量|数据|模型
    """
)
IMPROVES = any_of(
    r"""
    (?:本领|能力|本事|智力)[^,;。]{0,3}越大|rise|climb\w*|reduc\w*|declin\w*|变(?:好|准|聪明|低)|上升|上去|进步|加强
    跃升|飞跃|质变
    improv\w*|better|stronger|smarter|smoother|more (?:capable|able|powerful|accurate)|increas\w*|grows?|growing
    rises?|gains?
    falls?|fell|goes down|shrink\w*|drop\w*|decreas\w*|lower\w*|emerg\w*|appear\w*|unlock\w*|turn up|show up
    comes? out|power laws?
    提升|提高|增强|增长|改善|变强|[更越](?:好|强|高|准|低|聪明|厉害|出色|能干)|上一个台阶|下降|降低|涌现|出现|幂律
    (?:规模|缩放)定律|本事|就会做
    """
)
ABILITY = any_of(
    r"""
    better at|it does|works? better|本领
    accura\w*|intelligence|perplexity|capable|powerful|准确|智力|水准|困惑度
    abilit\w+|capab\w+|perform\w*|skills?|quality|loss|errors?|predictions?|results?|power laws?|emerg\w*|stronger
    smarter
    能力|性能|效果|表现|水平|质量|智能|本事|聪明|厉害|损失|loss|误差|幂律|涌现|以前(?:不会|做不到)
    """
)
NO_DIFFERENCE = any_of(
    r"""
    makes? no difference|changes? nothing|(?:is|are) irrelevant|(?:has|have|had) no (?:effect|influence|impact|bearing)
    (?:do|does) not matter|doesn't matter|don't matter|plays? no role
    (?:worsens?|reduces?|harms?|hurts?) (?:the )?(?:abilit\w+|perform\w+|quality)
    无关紧要|没有?(?:任何)?(?:影响|作用|关系|变化)|毫无(?:影响|关系|作用)|并?不重要|无关|越大[^,;。]{0,4}越(?:差|弱)
    """
)
