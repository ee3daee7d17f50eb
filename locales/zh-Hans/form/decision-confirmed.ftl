# 认定通知书。

form-decision-confirmed-title = 就业困难人员认定通知书
form-decision-confirmed-number = { $number }　案号：{ $case-number }
form-decision-confirmed-to = { $name }（{ $id-number }）：
form-decision-confirmed-opening = 经社区初审、街道复审和区县审核，确认您自{ $determined-on }起为就业困难人员，类别如下：
form-decision-confirmed-next = 我们将在您的登记证备注栏注明主要类别并加盖经办人工作名章，证件和材料经{ $station }发还，请您签收。
form-decision-confirmed-help = 社区会确定一名责任人，与您商定援助计划。您可以申请的扶持政策，由责任人逐项告知。
form-decision-confirmed-change = 找到工作，或者家庭、健康等情况有变化，请及时告知社区服务站。
