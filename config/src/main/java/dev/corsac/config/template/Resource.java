package dev.corsac.config.template;

import dev.corsac.deployment.Place;

/**
 * A resource of a CloudFormation template that exists under the template's conditions.
 *
 * @param id its logical id
 * @param type {@code AWS::Lambda::Function}
 * @param properties its properties, without functions
 * @param metadata its metadata
 * @param place where it is declared
 */
record Resource(String id, String type, Item properties, Item metadata, Place place) {}
