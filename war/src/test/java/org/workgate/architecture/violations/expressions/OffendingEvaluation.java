package org.workgate.architecture.violations.expressions;

import org.camunda.feel.api.FeelEngineApi;

record OffendingEvaluation(FeelEngineApi engine) {}
