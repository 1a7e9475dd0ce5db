# A binomial glm in the exchange format: writeLines(to_exchange(glm(...), c("no", "yes")), "model.json"). Needs jsonlite.
to_exchange <- function(model, classes) {
  frame <- model$model; levels <- model$xlevels; beta <- ifelse(is.na(coef(model)), 0, coef(model))
  factors <- attr(terms(model), "factors"); labels <- attr(terms(model), "term.labels")
  fields <- lapply(names(levels), function(name) list(name = name, type = "category", vocabulary = as.list(levels[[name]])))
  out <- lapply(seq_along(labels), function(k) {
    names <- rownames(factors)[factors[, k] > 0]
    if (identical(names, labels[k]) && is.numeric(frame[[names]]) && is.null(dim(frame[[names]])))
      return(list(type = "linear", field = names, coefficient = beta[[names]]))
    if (!all(names %in% names(levels))) stop(labels[k], " is no plain number and no combination of factors: make it a column")
    keys <- expand.grid(levels[names], stringsAsFactors = FALSE); rows <- frame[rep(1, nrow(keys)), ]
    for (name in names) rows[[name]] <- factor(keys[[name]], levels[[name]])
    x <- model.matrix(terms(model), rows, contrasts.arg = model$contrasts); own <- attr(x, "assign") == k
    values <- drop(x[, own, drop = FALSE] %*% beta[own])
    list(type = "table", by = as.list(names), rows = lapply(seq_along(values), function(i) c(as.list(unname(unlist(keys[i, ]))), values[[i]])))
  })
  numbers <- lapply(Filter(function(term) term$type == "linear", out), function(term) list(name = term$field, type = "number"))
  jsonlite::toJSON(list(exchange = 1, source = R.version.string, classes = classes, intercept = if (attr(terms(model), "intercept")) beta[[1]] else 0,
    fields = c(fields, numbers), terms = out), auto_unbox = TRUE, digits = NA)
}
