# 规则算出的结论、已知情况与审核的偏离。

ruling-by-rules = 依规则计算：
ruling-eligible = 符合认定条件
ruling-ineligible = 不符合认定条件
ruling-unknown = 尚不能判断
ruling-lead = 以申请日 { $on } 为准，规则包 { $pack }（指纹 { $hash }…）。
ruling-since-title = 申请以来的变化
ruling-today-title = 若今天申请，会有不同
ruling-today-verdict = 结论：{ $verdict }
ruling-file-title = 个人档案与本件记载不一致
ruling-change = { $what }：{ $before } → { $now }
ruling-household = 家庭成员
ruling-self = 本人
ruling-member-number = 家庭成员 { $number }
ruling-member = { $who }：{ $facts }
ruling-missing = 缺少情况：
ruling-proved-by = 可凭
ruling-confirmed-by = 核实单位：
ruling-article = 查看条文
verdict-unknown = 未知
fact-yes = 是
fact-no = 否
fact-not-known = 未知
tick-why = 依据
tick-depart-met = 我认定符合（与计算不同）
tick-depart-not-met = 我认定不符合（与计算不同）
found-title = 审核结论
receipts-download = 下载审核回执（可离线验证）
field-departure = 偏离计算结论的理由
field-departure-hint = 只有您的认定与计算不同时才需填写，将记入回执。
reason-departs-from-ruling = 您的认定与计算不同：{ $conditions }。请先记录情况，或写明理由。
reason-facts-unchanged-since = 所填情况与已记载的相同，没有可以记录的变化。

intake-facts = 申请人情况
intake-facts-hint = 逐项询问。不清楚的选「未知」，以后可以补记；未知不等于否。

act-record-facts = 记录情况
act-record-facts-button = 记录情况
act-record-facts-lead = 填写目前已知的全部情况，规则据此计算结论。改动以前填过的内容须写明理由；补填未知的不必。
done-record-facts = 情况已记录，结论已重新计算。
event-facts-recorded = 情况已记录
fault-fact-unknown = 现行规则没有这一项。
fault-fact-wrong-kind = 请从所列的选项中选择。
fault-fact-out-of-range = 超出允许的范围。
fault-fact-too-long-ago = 日期过早，请核对。
fault-in-future = 日期不能在今天之后。
intake-member-facts = 此人的就业情况（零就业家庭须填）
