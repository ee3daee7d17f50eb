# 援助协议书。

form-assistance-agreement-title = 就业援助协议书
form-assistance-agreement-number = 编号：{ $number }
form-assistance-agreement-party-a = 甲方（服务机构）
form-assistance-agreement-party-b = 乙方（援助对象）
form-assistance-agreement-opening = 为帮助乙方尽快稳定就业，双方商定以下援助计划：
form-assistance-agreement-measures = 一、援助措施
form-assistance-agreement-a = 二、甲方承诺
form-assistance-agreement-a-1 = 指定{ $responsible }为责任人，按时完成上述措施，每月联系乙方，全程免费。
form-assistance-agreement-a-2 = 主动告知乙方可以申请的扶持政策，协助办理手续。
form-assistance-agreement-a-3 = 为乙方保密，不把个人和家庭情况告诉无关的人。
form-assistance-agreement-b = 三、乙方承诺
form-assistance-agreement-b-1 = 积极求职，参加约定的指导、培训和面试。
form-assistance-agreement-b-2 = 如实说明就业和家庭情况，有变化及时告知甲方。
form-assistance-agreement-b-3 = 对推荐的岗位不合适的，说明理由。
form-assistance-agreement-term = 四、期限
form-assistance-agreement-term-text = 本协议自{ $from }起至{ $until }止。乙方稳定就业后，甲方继续跟踪服务。协议一式两份，双方各执一份。
form-assistance-agreement-sign-a = 甲方（盖章）
form-assistance-agreement-sign-b = 乙方（签字）
