// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * What woven methods call, and the binding of a class loader's methods to an app.
 *
 * <p>Two lists in a jar or a folder of classes say what should be woven and what is. The
 * compile-time checker writes {@code META-INF/sightglass/annotated}, the weaver {@code
 * META-INF/sightglass/woven}: UTF-8, one method a line as {@code class#method(descriptor)}, which
 * is the class's binary name, the name and the descriptor of the class file, as in {@code
 * com.acme.Invoices$Printer#render(Lcom/acme/Invoice;)[B}; a constructor is {@code <init>}. Lines
 * are sorted; empty ones and ones that begin with {@code #} count for nothing. What is in the first
 * list and not in the second is warned about, once, as SG-2502.
 */
@NullMarked
package io.sightglass.internal.weave;

import org.jspecify.annotations.NullMarked;
