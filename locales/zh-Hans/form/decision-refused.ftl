# 不予认定决定书。

form-decision-refused-title = 不予认定决定书
form-decision-refused-number = { $number }　案号：{ $case-number }
form-decision-refused-to = { $name }（{ $id-number }）：
form-decision-refused-opening = 您于{ $filed-on }提出的“{ $matter }”，经审核，不符合认定条件，决定不予认定。理由和依据是：
form-decision-refused-remedies = 如不服本决定，您可以：
form-decision-refused-again = 情况有变化、符合条件的，您可以随时重新申请。您仍可以在社区服务站登记求职、参加培训，享受公共就业服务。
