"""What the text classifiers of questions 13 to 16 and 30 share: contract, data, asking, checks and quality.

Their answers have one contract, `fit(texts, labels)` and `predict_proba(texts)`; each question's folder adds its
data and what is special about its kind of model.
"""
