# 给当事人的文书。

letter-number = 案号 { $case }，第 { $seq } 号
letter-to = { $name }：
letter-objector = 提出异议的人
letter-erased = （资料已删除）
letter-no-day = （日期待定）
letter-back = 返回案卷
letter-seal = （印章）
letter-check = 核验码
letter-contact = 联系我们：{ $contact }
letter-free = 办理全程免费。若有人收费，请向区县就业局投诉。
letter-remedies = 不服这个决定，可以这样做

# 回执
letter-receipt-title = 申请回执
letter-receipt-opening = { $on }，我们收到了您的就业困难人员认定申请。您申请的类别：
letter-receipt-answer = 我们最迟在 { $until } 告诉您是否受理，或者一次写清要补正什么。到时没有告诉您，就算已经受理，初审随即开始。
letter-receipt-who = 接待您的是{ $name }。在别人接手以前，由这位经办人负责到底。
letter-receipt-filed-by = 申请由{ $name }（{ $relation }）代您递交，凭{ $paper }（{ $reference }）。如果您没有托人代办，请马上告诉我们。

# 补正告知
letter-correction-notice-title = 一次性补正告知书
letter-correction-notice-opening = 您的申请还缺下面的内容，请补齐：
letter-correction-notice-until = 请在 { $until } 前补齐。到时没有补齐，申请就算撤回；以后可以重新申请。
letter-correction-notice-once = 这是全部要补的，之后不会再要别的。等您补正的时间，不计入我们的办理期限。

# 延长告知
letter-extension-notice-title = 延长办理期限告知书
letter-extension-notice-opening = 您的申请需要多一些时间办理，原因是：
letter-extension-notice-until = 新的期限是 { $until }。
letter-extension-notice-by = 由本机构负责人{ $name }批准。

# 不予认定
letter-refusal-title = 不予认定决定书
letter-refusal-opening = 经审核，您的申请不符合认定条件，决定不予认定。理由是：
letter-refusal-objection = 公示期间有人提出异议，经核查异议成立，决定不予认定。核查结论是：
letter-refusal-again = 情况有变化，您可以随时重新申请。

# 认定
letter-confirmation-title = 就业困难人员认定通知书
letter-confirmation-opening = 经三级审核，确认您为就业困难人员，类别是：
letter-confirmation-next = 接下来，我们在您的登记证上注明类别，证件和材料经社区服务站发还给您，请您签收。社区会有专人帮助您就业。
letter-confirmation-change = 找到工作，或者情况有变化，请告诉社区服务站。

# 撤回
letter-withdrawal-title = 申请终止通知书
letter-withdrawal-asked = 按您的要求，申请（案号 { $case }）已经撤回。您说的原因：
letter-withdrawal-lapsed = 要补正的内容到期没有补齐，申请（案号 { $case }）按撤回处理。
letter-withdrawal-again = 您可以随时重新申请，不影响结果，也不收费。

# 异议答复
letter-objection-settled-title = 异议核查答复书
letter-objection-settled-opening = 您对“{ $name }”的公示提出了异议。经核查，异议不成立。核查结论是：
letter-objection-settled-next = 公示从中断的地方继续。谢谢您关心这件事；如有新的情况，公示结束前还可以提出。

# 援助：协议书和退出文书
letter-assistance-number = 援助 { $assistance }，第{ $seq }号
letter-back-assistance = 返回援助
letter-day = 日期
letter-agreement-title = 接受就业援助协议书
letter-agreement-opening = { $station }帮助{ $name }（身份证号{ $number }）实现就业、稳定就业。双方约定如下：
letter-agreement-helper = 由{ $name }一对一帮助您；别人接手之前，一直由其负责。
letter-agreement-open = （援助人员待指定）
letter-agreement-class = 您的援助类别：{ $class }。{ $rhythm }
letter-agreement-service = { $service }：至少{ $floor }次。
letter-agreement-person = 您找到或失去工作、搬迁、更换电话时告诉服务站；对推荐给您的岗位给予答复。
letter-agreement-refusals = { $months }个月内拒绝{ $most }次合适岗位的，服务站可以提议退出援助。服务站会告知理由，您有权提出异议，援助不会自行终止。
letter-agreement-sign-person = 本人签名
letter-agreement-sign-helper = 援助人员签名
letter-exit-proposed-title = 拟退出就业援助告知书
letter-exit-proposed-opening = 服务站拟让您退出就业援助，事由和依据如下：
letter-exit-proposed-ends = 拟不再成立的情形：{ $grounds }。另有情形成立的，援助继续。
letter-exit-proposed-hearing = 作出决定之前将听取您的陈述。您可以到服务站说明，也可以提交书面意见。
letter-exit-proposed-until = { $until }之前，您可以当面、电话或书面提出异议。提出异议不收费，也不会对您不利。
letter-exit-proposed-meanwhile = 决定作出之前，援助照常进行。
letter-exit-effected-title = 就业援助退出决定书
letter-exit-effected-opening = 经审查，决定以下援助情形不再成立。事由和认定如下：
letter-exit-effected-ended = 没有其他情形成立，您的就业援助终止。情况变化时，您可以随时重新申请。
letter-exit-effected-goes-on = 另有情形成立，您的就业援助继续，援助人员不变。
letter-exit-dropped-title = 继续就业援助告知书
letter-exit-dropped-opening = 拟让您退出就业援助的提议已撤回，原因如下：
letter-exit-dropped-next = 援助照常进行，您无需办理任何手续。
