"""Question 1: the core principles of a large language model."""

from __future__ import annotations

from harness.question import Claim, KeyPoint
from reference.prose import OTHER_NETWORKS, TOKEN, prose_question

_ATTENTION = r"(?:self ?)?attention(?: \w+)?|attend|自?注意力|自关注"
_TRAIN = (
    r"train\w*|pre ?train\w*|learn\w*|objectives?|goal|tasks?|loss|losses|optimi[sz]\w*|teach\w*|taught|practi[sc]\w*|"
    r"autoregressive\w*|cross entropy|fitted|预?训练|学习|目标|任务|损失|优化|自回归|交叉熵|学会"
)
_MODEL = r"(?:large )?(?:language )?models?|llms?|gpt\w*|networks?|machine|program|system|it|they|大?(?:语言)?模型|网络|它"
_MUCH = (
    r"(?:large|huge|vast|massive|enormous|immense|gigantic|broad|giant|web scale|internet scale|big|great|sheer|unlabell?ed)"
    r"(?: \w+){0,4}|(?:hundreds of )?(?:m|b|tr)illions of|terabytes(?: of)?|loads of|lots of|mountains? of|much of the|most of the|as much|internet|whole web|"
    r"海量|大规模|极大|巨大|数以[^,;。]{1,4}计|成千上万|数不清|百亿|tb级|大量|超大|巨量|庞大|广泛|万亿|数十亿|数千亿|千亿|上亿|无标注|互联网|全网|海量级"
)
_TEXT = (
    r"texts?|corpus|corpora|web|books?|documents?|pages?|writing|articles?|internet|tokens?|words?|"
    r"文本|语料|网页|书籍|文章|文档|文字|互联网|词元"
)

QUESTION = prose_question(
    __file__,
    KeyPoint(
        name="self_attention",
        weight=3,
        sentence_en="Says that self-attention relates every token of the context to every other.",
        sentence_zh="说明自注意力把上下文中的每个词元与其他所有词元联系起来。",
        shown_by=(
            Claim(
                _ATTENTION,
                r"relat\w+|attend\w*|look\w*|connect\w*|compar\w+|weigh\w*|weights?|link\w*|interact\w*|sees?|seeing|draws?|"
                r"drawing|consult\w*|takes? into account|taking into account|depend\w*|mix\w*|gather\w*|aggregat\w*|combin\w*|"
                r"talk\w*|pull\w*|flows?|flowing|communicat\w*|exchang\w*|quer\w+|scor\w+|access\w*|focus\w*|refer\w*|inform\w*|collect\w*|us(?:e|es|ing)|"
                r"captur\w*|model(?:s|ling|ing)|comput\w*|calculat\w*|measur\w*|considers?|considering|read\w*|"
                r"关注|联系|关联|建立|计算|比较|看到|看见|看|交互|参考|加权|权重|依赖|结合|汇总|聚合|连接|捕捉|考虑|打分|相关|建模|衡量|关系|注意到|查询|融合|获取|取得|获得|挑选|提取|读取|交换|传递|沟通|挑出",
                rf"(?:every|each|all|any)~\b(?:every|all|any|each)(?: of)?(?: the| its)?(?: other| others| rest| remaining| earlier| previous| preceding)?|"
                rf"all(?: of)?(?: the)? (?:other|earlier|previous|preceding|remaining) {TOKEN}|every other {TOKEN}|every other one|each other|one another|"
                rf"(?:every|each|any) (?:earlier|previous|preceding) {TOKEN}|all the others|all others|all {TOKEN}|every pair|all pairs|pairs of {TOKEN}|any two|pairwise|"
                r"(?:whole|entire|full|rest of the|complete) (?:input |rest of the )?(?:sequence|sentence|context|input|text|passage|window)|"
                r"(?:regardless|irrespective) of (?:the |their )?(?:distance|position)|however far|no matter how far|"
                rf"(?:每|任意|所有|全部|各)(?:一)?个?{TOKEN}[^,;。]{{0,16}}(?:其他|其它|其余|所有|每|任意|彼此|之间|整个|全部|别的)|"
                rf"(?:其他|其它|其余|前面|之前|此前)的?(?:所有|全部|各个|每个|每一个)的?|(?:所有|全部|每个|每一个)(?:其他|其它|其余|前面|之前|此前|别的)|"
                rf"任意(?:两|2)个?|任两个|两两|整个(?:序列|句子|上下文|输入|文本)|(?:全|整)(?:句|段|文)|(?:序列|句子|句|上下文|文本)(?:中|里|内)的?(?:所有|其他|其它|任意|各个|每个|全部)|"
                r"(?:无论|不管|不论)[^,;。]{0,6}(?:距离|相隔|多远|隔|远近)|彼此|相互|互相|(?:全部|整个|所有)的?上下文|词与词之间|词元之间|词和词之间",
            ),
        ),
        contradicted_by=(
            Claim(
                _ATTENTION,
                rf"(?:only|just|merely|solely|exclusively|nothing but)~(?:neighbou?r\w*|adjacent|nearby|closest|next to|surrounding|(?:the|a|one) (?:single )?(?:previous|preceding) {TOKEN}(?!s)|itself)|"
                rf"(?:neighbou?r\w*|adjacent {TOKEN}|nearby {TOKEN})~(?:only|alone|and nothing else|and no others?)|(?:neighbou?r\w*|itself|adjacent|nearby)~ignor\w+|"
                rf"(?:ignor\w+|blocks?|discards?)~(?:every|all|any)~(?:other|else|rest)|(?:small|fixed|narrow) (?:local )?window of (?:neighbou?r\w*|adjacent)|"
                r"(?:只|仅|单单|只是|仅仅)[^,;。]{0,12}(?:相邻|邻近|附近|旁边|左右|紧邻|前一个|自己|自身|临近)|(?:忽略|无视|丢弃|屏蔽)[^,;。]{0,10}(?:其他|其它|其余|所有|别的)",
                unless=OTHER_NETWORKS + r"|local attention|sliding window|局部注意力|滑动窗口",
            ),
        ),
    ),
    KeyPoint(
        name="stacked_layers",
        weight=2,
        sentence_en="Says that the network is a Transformer: many layers stacked on each other.",
        sentence_zh="说明网络是Transformer,由许多层堆叠而成。",
        shown_by=(
            Claim(
                r"transformers?|attention|feed ?forward|architecture|自?注意力|前馈|变换器|架构|变压器",
                r"stack\w*|(?:on )?top of|repeat\w*|piled?|pil(?:es|ing)|deep|many|dozens|multiple|several|successive|hundreds?|"
                r"tens|layer (?:after|by|upon|on) layer|one after (?:another|the other)|sequence of|series of|tower|each layer|next layer|"
                r"堆叠|叠加|多层|逐层|层层|叠|若干|几十|数十|上百|许多|很多|一层|重复|多个|深层",
                r"layers?|blocks?|层|块|模块",
            ),
        ),
        contradicted_by=(
            Claim(
                r"transformers?|models?|llms?|networks?|architecture|模型|网络|变换器|架构",
                r"(?:only|just|exactly|consists? of|has|have|is|uses?)(?: \w+)? (?:a |an )?(?:single|one) (?:\w+ )?(?:layer|block)(?! after| by| upon| on)|"
                r"(?:is|are)(?: all| just| essentially| basically)? (?:an? )?(?:recurrent|rnns?|lstms?|convolutional|cnns?|markov)|"
                r"(?:只有|仅有|只用|仅用|只由|仅由|只包含|仅包含|只含)[^,;。]{0,4}(?:一|单)个?层|单层(?:网络|结构|模型)|"
                r"(?:是|属于)(?:一种|一个)?(?:循环|卷积)(?:神经)?网络|(?:是|属于)(?:一种|一个)?(?:rnn|lstm|cnn)",
                unless=r"each|every|per|earlier|older|early|before|former|previous|traditional|每|早期|以前|过去|传统|之前",
            ),
        ),
    ),
    KeyPoint(
        name="next_token",
        weight=3,
        sentence_en="Says that the model is trained to predict the probability distribution of the next token.",
        sentence_zh="说明模型的训练目标是预测下一个词元的概率分布。",
        shown_by=(
            Claim(
                _TRAIN + "|" + _MODEL,
                r"predict\w*|guess\w*|forecast\w*|assign\w*|estimat\w*|probab\w*|distributions?|likelihood|likely|anticipat\w*|say|tell|"
                r"works? out|working out|continu\w+|complet\w+|预测|概率|分布|猜|推断|推测|估计|续写|接龙",
                rf"(?:next|following|upcoming|subsequent|coming) (?:\w+ )?{TOKEN}|{TOKEN}~(?:comes?|came|follows?|followed|coming|is|appears?) (?:up )?(?:next|after)|{TOKEN} (?:that |which |to )?(?:follows?|come)|"
                r"what (?:comes|follows|will come|is coming)(?: next)?|comes next|next one|"
                rf"下(?:一|1)?个?{TOKEN}|下一个(?![层块模步句段])|接下来|句子的?后半|后半部分|后续|紧接|后面的?(?:一个)?{TOKEN}|后一个|下一步|随后的",
            ),
        ),
        contradicted_by=(
            Claim(
                _TRAIN + "|" + _MODEL,
                rf"(?:predict\w*|guess\w*|reconstruct\w*) (?:the |a )?(?:previous|preceding|prior) {TOKEN}|"
                r"(?:hand ?(?:written|coded|crafted|made)|manually written|human written) (?:\w+ )?rules|if then rules|"
                rf"预测(?:上|前)一个{TOKEN}|(?:人工|手工|手动)(?:编写|制定|书写)的?[^,;。]{{0,4}}规则|规则库",
                unless=OTHER_NETWORKS + r"|earlier|older|early|before|former|traditional|早期|以前|过去|传统|之前",
            ),
        ),
    ),
    KeyPoint(
        name="pre_training",
        weight=2,
        sentence_en="Says that pre-training runs over a very large amount of text.",
        sentence_zh="说明预训练使用规模极大的文本。",
        shown_by=(
            Claim(
                r"(?:pre ?)?train\w*|learn\w*|exposed|reads?|fed|game|practi[sc]\w*|stud(?:y|ies|ying)|预?训练|学习|阅读|读|练习|语料",
                _MUCH,
                _TEXT,
            ),
        ),
        contradicted_by=(
            Claim(
                r"(?:pre ?)?train\w*|learn\w*|预?训练|学习",
                r"(?:only|just|merely)? ?(?:a )?(?:small|tiny|little|few|handful of|modest)(?: \w+){0,3} (?:texts?|corpus|corpora|data ?sets?|data|sentences|examples|documents)|"
                r"(?:少量|小规模|少数|几百|几十|很少|小型)的?[^,;。]{0,8}(?:文本|语料|数据|句子|样本|例子|文档)",
                unless=r"fine ?tun\w*|adapt\w*|few shot|downstream|task specific|afterwards?|later|then|instruct\w*|align\w*|feedback|"
                r"微调|下游|少样本|随后|之后|再用|指令|对齐|适配|具体任务",
            ),
        ),
    ),
    KeyPoint(
        name="what_is_learned",
        weight=2,
        sentence_en="Says that the model thereby learns the syntax and the semantics of language.",
        sentence_zh="说明模型由此学到语言的语法和语义。",
        shown_by=(
            Claim(
                r"syntax|syntactic\w*|grammar\w*|grammatical\w*|sentence structure|structure of (?:sentences|language)|word order|sentences are built|"
                r"how (?:sentences|words) (?:are|fit)|agreement|语法|句法|句子结构|语序|文法|句式",
                r"learn\w*|captur\w*|acquir\w*|pick\w* up|absorb\w*|encod\w*|internali[sz]\w*|represent\w*|emerg\w*|understand\w*|"
                r"know\w*|master\w*|develop\w*|discover\w*|extract\w*|grasp\w*|force\w*|needs?|requires?|come to|hold\w*|contain\w*|soak\w*|has|have|feel|gets?|intuition|competence|"
                r"学到|学会|学习|掌握|捕捉|获得|获取|理解|编码|习得|蕴含|懂|领会|吸收|内化|涌现|形成|积累|熟悉|抓住|需要|必须",
                r"semantic\w*|meanings?|means?|meant|sense|facts?|knowledge|senses|reference|what words|concepts|语义|含义|意义|词义|意思|知识|事实|概念",
            ),
        ),
        contradicted_by=(
            Claim(
                _MODEL,
                r"(?:only|just|merely|simply) (?:memori[sz]\w+|copies|copying|stores?|looks? up|counts?)|memori[sz]\w+ (?:\w+ ){0,3}(?:verbatim|word for word)|"
                r"(?:giant |big |large )?look ?up table|learns? nothing|"
                r"(?:只|仅|只是|仅仅|单纯)[^,;。]{0,4}(?:死记|记住|背|复制|查表|存储|记忆)|死记硬背|逐字(?:记忆|背诵)|什么(?:都|也)(?:没有?|不)学",
                unless=r"n ?grams?|markov|马尔可夫",
            ),
        ),
    ),
    KeyPoint(
        name="scale",
        weight=1,
        sentence_en="Says that ability grows with scale: parameters, data, compute.",
        sentence_zh="说明能力随规模增长:参数、数据、算力。",
        shown_by=(
            Claim(
                r"scal\w+|parameters?|larger|bigger|model size|size|规模|参数|更大|变大|扩大|做大|越大",
                r"improv\w*|better|emerg\w*|grows?|growing|increas\w*|stronger|power laws?|scaling laws?|falls?|fell|drops?|decreas\w*|unlock\w*|"
                r"gains?|lower\w*|appear\w*|more (?:capable|able|powerful|accurate)|rises?|smoother|"
                r"提升|提高|增强|增长|涌现|变强|更好|更强|越强|越好|下降|降低|改善|幂律|规模定律|缩放定律|出现",
                r"abilit\w+|capab\w+|perform\w*|loss|skills?|quality|error|predictions?|results?|models?|power laws?|emerg\w*|"
                r"能力|性能|损失|效果|表现|水平|误差|质量|智能|幂律|涌现",
                r"parameters?|(?:larger|bigger|large|big|small|smaller) (?:\w+ )?(?:models?|networks?)|model size|compute|computation|computing|scal\w+|"
                r"参数|规模|算力|计算量|更大的?模型|模型(?:越|更|变)?大",
            ),
        ),
        contradicted_by=(
            Claim(
                r"scale|size|parameters?|larger|bigger|规模|参数|大小",
                r"makes? no difference|(?:is|are) irrelevant|(?:has|have|had) no (?:effect|influence|impact|bearing)|(?:do|does) not matter|doesn't matter|don't matter|plays? no role|"
                r"(?:worsens?|reduces?|harms?|hurts?) (?:the )?(?:abilit\w+|perform\w+|quality)|无关紧要|没有?(?:任何)?(?:影响|作用|关系)|毫无(?:影响|关系|作用)|并不重要|不重要|无关|越大[^,;。]{0,4}越(?:差|弱)",
                unless=r"order|sequence|distance|batch",
            ),
        ),
    ),
    mutants={
        "inverted_attention": ("self_attention",),
        "denied_facts": ("self_attention", "next_token", "pre_training", "what_is_learned", "scale"),
        "said_to_be_false": ("self_attention", "stacked_layers", "next_token", "pre_training", "what_is_learned", "scale"),
        "key_words": ("self_attention", "stacked_layers", "next_token", "pre_training", "what_is_learned", "scale"),
        "addressed_to_the_grader": ("self_attention", "stacked_layers", "next_token", "pre_training", "what_is_learned", "scale"),
        "trained_backwards_on_little": ("next_token", "pre_training", "scale"),
        "another_topic": ("self_attention", "stacked_layers", "next_token", "pre_training", "what_is_learned", "scale"),
        "zh_inverted": ("self_attention", "stacked_layers", "next_token", "scale"),
    },
)
