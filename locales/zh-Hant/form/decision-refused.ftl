# 不予認定決定書。

form-decision-refused-title = 不予認定決定書
form-decision-refused-number = { $number }　案號：{ $case-number }
form-decision-refused-to = { $name }（{ $id-number }）：
form-decision-refused-opening = 您於{ $filed-on }提出的「{ $matter }」，經審核，不符合認定條件，決定不予認定。理由和依據是：
form-decision-refused-remedies = 如不服本決定，您可以：
form-decision-refused-again = 情況有變化、符合條件的，您可以隨時重新申請。您仍可以在社區服務站登記求職、參加培訓，享受公共就業服務。
