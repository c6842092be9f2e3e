package org.workgate.architecture.violations.expressions.rules;

import org.camunda.feel.api.FeelEngineApi;

record BlamelessEvaluation(FeelEngineApi engine) {}
